"""The whole main job, played over HTTP against a running demo, by each role in turn."""

"""What is measured: commands, never timed tests."""

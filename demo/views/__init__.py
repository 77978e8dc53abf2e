"""The views of the demo, one function a screen."""

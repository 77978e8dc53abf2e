"""The views of organisation, one function a screen."""

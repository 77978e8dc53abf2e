"""Views that did not come on the web: entered by staff, split into comments, shown with where they came from."""

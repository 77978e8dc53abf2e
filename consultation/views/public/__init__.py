"""The pages that everybody may see, one noun a file."""

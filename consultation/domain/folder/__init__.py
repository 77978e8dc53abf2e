"""The policy folder: the form in which a policy travels between installations."""

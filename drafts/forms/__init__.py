"""What people write about a policy and its text, cleaned. The acts save."""

"""The demo municipality: its policies, its outbox, the styleguide and the tour."""

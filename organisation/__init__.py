"""Who is speaking: the municipality, units, people and roles, outgoing mail, the event log."""

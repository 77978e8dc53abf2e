"""Being told: what has happened (news), who asked to be told (asking), the mails that tell (telling)."""

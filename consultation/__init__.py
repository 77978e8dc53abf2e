"""Putting a frozen version before the public: hearing, answering, merging, deciding."""

"""Several consultations on one policy, one after another: what was said in the earlier ones, and where it is now."""

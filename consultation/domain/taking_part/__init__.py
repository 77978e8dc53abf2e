"""Taking part beyond the first view: confirming, several views at once, changing one's own, agreeing, reporting."""

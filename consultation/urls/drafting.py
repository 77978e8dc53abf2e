"""Officials: what waits, freezing, announcing, moderation (below /staff/)."""

urlpatterns = []

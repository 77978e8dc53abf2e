"""Officials: answering, merging, deciding (below /staff/)."""

urlpatterns = []

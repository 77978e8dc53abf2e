"""What everybody may read and take part in."""

urlpatterns = []

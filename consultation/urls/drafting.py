"""Officials: what waits, putting a whole text in, freezing, announcing, moderation (below /staff/)."""

from django.urls import path

from consultation.views import desk, importing, moderation, publishing

POLICY = "policies/<slug:slug>/"
CONSULTATION = "consultations/<slug:slug>/"

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("policies/", desk.staff_policies, name="staff-policies"),
    path(f"{POLICY}text/", importing.text_put_in, name="text-put-in"),
    path(f"{POLICY}text/<int:event>/", importing.text_result, name="text-result"),
    path(f"{POLICY}freeze/", publishing.version_freeze, name="version-freeze"),
    path(f"{POLICY}freeze/undo/", publishing.version_set_aside, name="version-set-aside"),
    path(f"{POLICY}announce/", publishing.consultation_announce, name="consultation-announce"),
    path(f"{CONSULTATION}moderation/", moderation.moderation, name="moderation"),
    path(f"{CONSULTATION}moderation/<int:number>/", moderation.comment_moderate, name="comment-moderate"),
]

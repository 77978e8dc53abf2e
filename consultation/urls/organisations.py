"""Organisations: referral bodies and their own pages, files that come with comments."""

from django.urls import path

from consultation.views import attachments, referral
from consultation.views.public import attachments as public_attachments
from consultation.views.public import invitations

LINK = "invitations/<str:invitation>/"
STAFF = "staff/consultations/<slug:slug>/"

urlpatterns = [
    path(LINK, invitations.invitation, name="invitation"),
    path(f"{LINK}text/", invitations.invitation_text, name="invitation-text"),
    path(f"{LINK}letter/", invitations.invitation_letter, name="invitation-letter"),
    path(f"{LINK}p/<str:number>/", invitations.invitation_comment, name="invitation-comment"),
    path(f"{LINK}abstain/", invitations.invitation_abstain, name="invitation-abstain"),
    path("attachments/<int:attachment>/", public_attachments.attachment, name="attachment"),
    path(f"{STAFF}text/", referral.consultation_text, name="consultation-text"),
    path(f"{STAFF}bodies/", referral.bodies, name="referral-bodies"),
    path(f"{STAFF}bodies/new/", referral.body_new, name="referral-body-new"),
    path(f"{STAFF}bodies/import/", referral.bodies_import, name="referral-import"),
    path(f"{STAFF}bodies/letter/", referral.bodies_letter, name="referral-letter"),
    path(f"{STAFF}bodies/remind/", referral.bodies_remind, name="referral-remind"),
    path(f"{STAFF}bodies/<int:body>/", referral.body, name="referral-body"),
    path(f"{STAFF}attachments/", attachments.attachments, name="attachments"),
    path(f"{STAFF}attachments/<int:attachment>/", attachments.attachment_screen, name="attachment-screen"),
    path(f"{STAFF}attachments/<int:attachment>/file/", attachments.attachment_file, name="attachment-file"),
]

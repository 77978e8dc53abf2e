"""Officials: what waits, putting a whole text in, freezing, announcing, moderation (below /staff/)."""

from django.urls import path

from consultation.views import comparisons, desk, exports, importing, moderation, public_texts, publishing, starting

POLICY = "policies/<slug:slug>/"
CONSULTATION = "consultations/<slug:slug>/"

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("texts/", public_texts.public_text_list, name="public-texts"),
    path("texts/<slug:page>/<slug:language>/", public_texts.public_text_change, name="public-text-change"),
    path("policies/", desk.staff_policies, name="staff-policies"),
    path("policies/new/file/", starting.policy_start_file, name="policy-start-file"),
    path(f"{POLICY}text/", importing.text_put_in, name="text-put-in"),
    path(f"{POLICY}text/<int:event>/", importing.text_result, name="text-result"),
    path(f"{POLICY}compare/", comparisons.staff_choose, name="staff-compare-choose"),
    path(f"{POLICY}compare/<int:before>/<slug:after>/", comparisons.staff_compare, name="staff-compare"),
    path(f"{POLICY}import/<uuid:reading>/", importing.text_import, name="text-import"),
    path(f"{POLICY}freeze/", publishing.version_freeze, name="version-freeze"),
    path(f"{POLICY}freeze/undo/", publishing.version_set_aside, name="version-set-aside"),
    path(f"{POLICY}draft.<slug:ending>", exports.draft_export, name="draft-export"),
    path(f"{POLICY}v/<int:version>.<slug:ending>", exports.version_export, name="staff-version-export"),
    path(f"{POLICY}announce/", publishing.consultation_announce, name="consultation-announce"),
    path(f"{CONSULTATION}moderation/", moderation.moderation, name="moderation"),
    path(f"{CONSULTATION}moderation/<int:number>/", moderation.comment_moderate, name="comment-moderate"),
    path(f"{CONSULTATION}moderation/<int:number>/mask/", moderation.comment_mask, name="comment-mask"),
]

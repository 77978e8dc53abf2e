"""Officials' pages of a policy and its draft."""

from django.urls import path

from drafts.views import (
    approvals,
    group,
    history,
    notes,
    paragraphs,
    policies,
    readability,
    restoring,
    reviews,
    starting,
    writing,
)

POLICY = "staff/policies/<slug:slug>/"

urlpatterns = [
    path("staff/policies/new/", policies.policy_create, name="policy-create"),
    path("staff/policies/new/start/", starting.policy_start, name="policy-start"),
    path("staff/policies/new/start/<slug:name>/", starting.start_template, name="start-template"),
    path(POLICY, policies.staff_policy, name="staff-policy"),
    path(f"{POLICY}head/", policies.policy_head, name="policy-head"),
    path(f"{POLICY}edit/", paragraphs.editor, name="editor"),
    path(f"{POLICY}edit/save/", writing.editor_save, name="editor-save"),
    path(f"{POLICY}edit/sitting/", writing.editor_sitting, name="editor-sitting"),
    path(f"{POLICY}edit/start/insert/", paragraphs.paragraph_insert, name="paragraph-insert-first"),
    path(f"{POLICY}edit/<uuid:lineage>/", paragraphs.paragraph_edit, name="paragraph-edit"),
    path(f"{POLICY}edit/<uuid:lineage>/insert/", paragraphs.paragraph_insert, name="paragraph-insert"),
    path(f"{POLICY}edit/<uuid:lineage>/remove/", paragraphs.paragraph_remove, name="paragraph-remove"),
    path(f"{POLICY}history/", history.draft_history, name="draft-history"),
    path(f"{POLICY}history/<uuid:lineage>/", history.paragraph_history, name="paragraph-history"),
    path(f"{POLICY}history/<uuid:lineage>/back/<int:row>/", restoring.wording_bring_back, name="wording-bring-back"),
    path(f"{POLICY}history/moment/<int:row>/back/", restoring.moment_bring_back, name="moment-bring-back"),
    path(f"{POLICY}versions/<int:version>/back/", restoring.version_bring_back, name="version-bring-back"),
    path(f"{POLICY}group/", group.group, name="group"),
    path(f"{POLICY}group/<int:member_id>/", group.member, name="member"),
    path(f"{POLICY}notes/", notes.note_list, name="notes"),
    path(f"{POLICY}notes/new/", notes.note_new, name="note-new"),
    path(f"{POLICY}notes/<int:note_id>/", notes.note, name="note"),
    path(f"{POLICY}notes/<int:note_id>/done/", notes.note_done, name="note-done"),
    path(f"{POLICY}notes/<int:note_id>/take-back/", notes.note_take_back, name="note-take-back"),
    path(f"{POLICY}notes/<int:note_id>/use/", notes.note_use, name="note-use"),
    path(f"{POLICY}readability/", readability.readability, name="readability"),
    path(f"{POLICY}review/", reviews.review, name="review"),
    path(f"{POLICY}review/ask/", reviews.review_ask, name="review-ask"),
    path(f"{POLICY}review/remind/", reviews.review_remind, name="review-remind"),
    path(f"{POLICY}review/end/", reviews.review_end, name="review-end"),
    path(f"{POLICY}approval/ask/", approvals.approval_ask, name="approval-ask"),
    path(f"{POLICY}approval/", approvals.approval, name="approval"),
]

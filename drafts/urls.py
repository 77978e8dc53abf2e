"""Officials' pages of a policy and its draft."""

from django.urls import path

from drafts.views import approvals, history, paragraphs, policies

POLICY = "staff/policies/<slug:slug>/"

urlpatterns = [
    path("staff/policies/new/", policies.policy_create, name="policy-create"),
    path(POLICY, policies.staff_policy, name="staff-policy"),
    path(f"{POLICY}head/", policies.policy_head, name="policy-head"),
    path(f"{POLICY}edit/", paragraphs.editor, name="editor"),
    path(f"{POLICY}edit/start/insert/", paragraphs.paragraph_insert, name="paragraph-insert-first"),
    path(f"{POLICY}edit/<uuid:lineage>/", paragraphs.paragraph_edit, name="paragraph-edit"),
    path(f"{POLICY}edit/<uuid:lineage>/insert/", paragraphs.paragraph_insert, name="paragraph-insert"),
    path(f"{POLICY}edit/<uuid:lineage>/remove/", paragraphs.paragraph_remove, name="paragraph-remove"),
    path(f"{POLICY}history/", history.draft_history, name="draft-history"),
    path(f"{POLICY}history/<uuid:lineage>/", history.paragraph_history, name="paragraph-history"),
    path(f"{POLICY}approval/ask/", approvals.approval_ask, name="approval-ask"),
    path(f"{POLICY}approval/", approvals.approval, name="approval"),
]

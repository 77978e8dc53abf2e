"""Officials: answering, merging, deciding (below /staff/)."""

from django.urls import path

from consultation.views import (
    causes,
    company,
    consultations,
    decision,
    gate,
    insertion,
    letters,
    log,
    openness,
    papers,
    reshaping,
    triage,
    workspace,
)

urlpatterns = [
    path("consultations/<slug:slug>/", consultations.staff_consultation, name="staff-consultation"),
    path("consultations/<slug:slug>/comments/", triage.triage, name="triage"),
    path("consultations/<slug:slug>/letters/", letters.letters, name="letters"),
    path("consultations/<slug:slug>/shows-draft/", openness.consultation_shows_draft, name="consultation-shows-draft"),
    path("consultations/<slug:slug>/dispose/", triage.dispose, name="dispose"),
    path("policies/<slug:slug>/merge/", workspace.merge, name="merge"),
    path("policies/<slug:slug>/merge/here/", company.merge_here, name="merge-here"),
    path("policies/<slug:slug>/merge/whole/", workspace.merge_whole, name="merge-whole"),
    path("policies/<slug:slug>/merge/<uuid:lineage>/", workspace.merge_paragraph, name="merge-paragraph"),
    path(
        "policies/<slug:slug>/merge/<uuid:lineage>/alternatives/",
        workspace.merge_alternatives,
        name="merge-alternatives",
    ),
    path("policies/<slug:slug>/merge/<uuid:lineage>/insert/", insertion.merge_insert, name="merge-insert"),
    path("policies/<slug:slug>/merge/<uuid:lineage>/remove/", insertion.merge_remove, name="merge-remove"),
    path("policies/<slug:slug>/merge/<uuid:lineage>/split/", reshaping.merge_split, name="merge-split"),
    path("policies/<slug:slug>/merge/<uuid:lineage>/join/", reshaping.merge_join, name="merge-join"),
    path("policies/<slug:slug>/merge/<uuid:lineage>/move/", reshaping.merge_move, name="merge-move"),
    path("policies/<slug:slug>/causes/", causes.causes, name="causes"),
    path("policies/<slug:slug>/gate/", gate.gate, name="gate"),
    path("policies/<slug:slug>/freeze-revised/", gate.revised_freeze, name="revised-freeze"),
    path("policies/<slug:slug>/gate/override/", gate.gate_override, name="gate-override"),
    path("policies/<slug:slug>/council/", gate.send_to_council, name="send-to-council"),
    path("policies/<slug:slug>/decision/", decision.decide, name="decide"),
    path("policies/<slug:slug>/log/", log.log, name="log"),
    path("policies/<slug:slug>/papers/", papers.papers, name="papers"),
    path("policies/<slug:slug>/papers/<int:pk>.pdf", papers.paper, name="paper"),
]

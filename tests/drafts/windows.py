"""Windows of the browser in which people write, and the steps that their script sends."""

import json
import uuid

from django.test import Client
from django.urls import reverse

from drafts.models import Paragraph


class Window:
    """One person's window of the browser."""

    def __init__(self, policy, user) -> None:
        self.policy, self.key = policy, str(uuid.uuid4())
        self.client = Client()
        self.client.force_login(user)

    def post(self, name: str, sent: dict):
        return self.client.post(
            reverse(name, args=[self.policy.slug]), json.dumps({"sitting": self.key} | sent), "application/json"
        )

    def save(self, *steps: dict, **more):
        return self.post("editor-save", {"steps": steps} | more)

    def beat(self, **sent):
        return self.post("editor-sitting", {"cursor": 0} | sent)


def draft(policy):
    return policy.versions.draft()


def at(policy, number: str) -> Paragraph:
    return draft(policy).paragraphs.get(number=number)


def words(policy) -> list[str]:
    return list(draft(policy).paragraphs.values_list("text", flat=True))


def rewrite(paragraph: Paragraph, text: str, **more) -> dict:
    form = {"kind": paragraph.kind, "level": paragraph.level, "marker": paragraph.marker}
    seen = {"do": "rewrite", "lineage": str(paragraph.lineage), "revision": paragraph.revision}
    return seen | form | {"text": text} | more


def insert(text: str, after: Paragraph | None, **more) -> dict:
    place = {"do": "insert", "lineage": str(uuid.uuid4()), "after": str(after.lineage) if after else None}
    return place | {"kind": "paragraph", "level": 0, "marker": "", "text": text, "split_from": None} | more


def remove(paragraph: Paragraph, into: Paragraph | None = None) -> dict:
    merged = str(into.lineage) if into else None
    return {"do": "remove", "lineage": str(paragraph.lineage), "revision": paragraph.revision, "merged_into": merged}

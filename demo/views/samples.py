"""What the style guide shows in each component: invented, in Swedish, the same every time."""

from datetime import date

from django import forms
from django.utils.safestring import mark_safe

from consultation.domain.showing import Shown
from organisation.models import Municipality

EKEBY = Municipality(
    pk=1,
    name="Ekeby kommun",
    address="Storgatan 4, 555 00 Ekeby",
    phone="0555-100 00",
    email="kommun@ekeby.example",
)
PERSON = {"name": "Dan Åkerström", "title": "handläggare"}
DIFFERENCE = mark_safe(
    'Kontona bevakas vardagar mellan klockan 8 och <del><span class="vh">borttaget: </span>16</del> '
    '<ins><span class="vh">tillagt: </span>20</ins>.'
)
STEPS = [
    {"state": "done", "words": "Kom in 12 nov"},
    {"state": "done", "words": "Besvarad 22 jan"},
    {"state": "now", "words": "Ändrade 2.1"},
    {"state": "next", "words": "Beslut 25 feb"},
]
MATTER = [
    {"state": "done", "words": "Förslag 1 på samråd", "when": "1–30 september, 143 synpunkter"},
    {"state": "now", "words": "Förslag 2 på samråd", "when": "till och med 15 december"},
    {"state": "next", "words": "Svar på synpunkterna, och förslag 3", "when": "senast 22 januari"},
    {"state": "next", "words": "Kommunfullmäktige beslutar", "when": "25 februari 2027"},
]
ANSWER = {
    "when": date(2027, 1, 22),
    "signature": "Ida Lindqvist, kommunikationschef",
    "outcome": "partly",
    "proposed": True,
    "text": "Kontona bevakas till klockan 20 måndag till torsdag. På fredagar räcker bemanningen inte till.",
}
REPLY = {
    "reference": "S-0184",
    "anchor": "s-0184",
    "author": "Ekskolans föräldraförening",
    "kind": "förening",
    "when": date(2026, 11, 14),
    "state": "shown",
    "text": "Vi håller med, också om skolskjutsen.",
    "agreements": 4,
}
COMMENT = {
    "reference": "S-0042",
    "anchor": "s-0042",
    "author": "Jenny Alm",
    "kind": "privatperson",
    "when": date(2026, 11, 12),
    "text": "Kommunen borde svara på kvällarna också.\n\nDet är då folk hinner skriva, se https://ekeby.example/kvall",
    "suggestion": DIFFERENCE,
    "agree_href": "#s-0042",
    "agreements": 1204,
    "steps": STEPS,
    "answer": ANSWER,
    "replies": [Shown(**REPLY)],
}
HELD = REPLY | {"reference": "S-0799", "anchor": "s-0799", "state": "held", "agreements": 0}
HIDDEN = REPLY | {
    "reference": "S-0200",
    "anchor": "s-0200",
    "state": "hidden",
    "hidden_on": date(2026, 11, 20),
    "hidden_reason": "personuppgifter om andra",
    "agreements": 0,
}
OUTCOMES = [
    {"code": "met", "count": 41, "words": "tillgodoses"},
    {"code": "partly", "count": 62, "words": "tillgodoses delvis"},
    {"code": "not_met", "count": 58, "words": "tillgodoses inte"},
    {"code": "noted", "count": 51, "words": "noteras"},
]
PLACES = [
    {"number": "2.1", "href": "#p-2-1", "count": 149, "behind": 66, "note": "Ändrat, efter 66 synpunkter"},
    {"number": "2.2", "href": "#p-2-2", "count": 31, "behind": 14, "note": "Ändrat, efter 14 synpunkter"},
    {"number": "2.3", "href": "#p-2-3", "count": 0, "behind": 0, "note": ""},
]
FACTS = [
    {"label": "Beslutat av", "value": "Kommunfullmäktige 29 oktober 2026, § 141", "href": ""},
    {"label": "Gäller från", "value": "1 december 2026, tills vidare", "href": ""},
    {"label": "Ersätter", "value": "Skolvägsplan 2017", "href": "#facts"},
]
SENDERS = [
    {"label": "Privatpersoner", "value": 547, "href": ""},
    {"label": "Föreningar", "value": 31, "href": ""},
]
CASE = {
    "kind": "Riktlinje",
    "diary": "KS 2026/123",
    "version_words": "Förslag 2, utkast",
    "title": "Riktlinjer för Ekeby kommuns närvaro i sociala medier",
    "href": "#",
    "step": 5,
    "step_words": "Sammanställning",
    "answered": 312,
    "total": 320,
    "tabs": [
        {"href": "#", "words": "Text"},
        {"href": "#", "words": "Synpunkter", "count": 320},
        {"href": "#", "words": "Arbeta in", "current": True},
        {"href": "#", "words": "Kontroll"},
    ],
}
GATES = [
    {"href": "#", "words": "Frysa texten", "state": "ok", "state_words": "Passerad 2 okt"},
    {"href": "#", "words": "Publicera samrådet", "state": "ok", "state_words": "Passerad 5 okt"},
    {"href": "#", "words": "Lämna till beslut", "state": "warn", "state_words": "1 saknas", "current": True},
]
CHECKS = [
    {
        "passed": False,
        "title": "8 synpunkter saknar utfall",
        "detail": "Alla gäller 2.1.",
        "href": "#",
        "action": "Besvara",
    },
    {"passed": True, "title": "Tjänsteskrivelse", "detail": "Skriven 7 december.", "href": "#", "action": "Läs"},
]
TODOS = [
    {
        "when": "I dag",
        "when_detail": "fre 11 dec",
        "title": "Godkänn Plan för cykelparkering",
        "meta": "Tove Blom ber om granskning sedan 9 dec",
        "href": "#",
        "action": "Granska",
        "urgent": True,
    },
    {
        "when": "18 dec",
        "when_detail": "om 7 dagar",
        "title": "8 av 320 kvar: Riktlinjer för sociala medier",
        "meta": "Handlingarna lämnas senast 18 dec",
        "href": "#",
        "action": "Fortsätt på 2.1",
    },
]
ALTERNATIVES = [
    {
        "title": "Det du skrev",
        "value": "mine",
        "chosen": True,
        "behind": 65,
        "detail": "Dan Åkerström 10.42",
        "wording": "Kontona bevakas vardagar mellan klockan 8 och 20.",
        "difference": DIFFERENCE,
    },
    {
        "title": "Det som är sparat",
        "value": "theirs",
        "behind": 23,
        "detail": "Olga Lindqvist 10.41",
        "wording": "Kontona bevakas alla dagar.",
    },
]
JOB = {"words": "PDF:en görs: sidan 3 av 8.", "running": True, "done": 3, "total": 8}


class SampleForm(forms.Form):
    """Every kind of field, sent with two mistakes."""

    text = forms.CharField(
        label="Din synpunkt",
        help_text="Säg gärna vad som är bra, vad som saknas och varför.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    kind = forms.ChoiceField(
        label="Jag svarar som",
        choices=[("private", "privatperson"), ("association", "förening"), ("company", "företag")],
        widget=forms.RadioSelect,
    )
    channel = forms.ChoiceField(label="Kom in", choices=[("letter", "i brev"), ("phone", "per telefon")])
    email = forms.EmailField(label="E-post", required=False, help_text="Visas inte på webben.")
    named = forms.BooleanField(label="Visa mitt namn på webben", required=False)


def sent_form() -> SampleForm:
    return SampleForm({"text": "", "kind": "private", "channel": "letter", "email": "sofia@"})

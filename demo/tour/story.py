"""What is written in the tour: the text, its head, what two inhabitants think, what the municipality answers."""

TITLE = "Riktlinjer för odlingslotter"
HEAD = {
    "diary_number": "KS 2026/417",
    "responsible_function": "Samhällsbyggnadschefen",
    "responsible_person": "Olga Sundin",
    "contact": "odling@ekeby.example",
    "purpose": "Att lotterna fördelas lika och brukas.",
    "applies_to": "Alla som hyr eller vill hyra en odlingslott av kommunen.",
    "summary": "Vem som får hyra en odlingslott, och vad man får göra på den.",
}
TEXT = """# Riktlinjer för odlingslotter

Riktlinjerna gäller den som hyr en odlingslott av kommunen.

## Kö och fördelning

Lotterna fördelas efter kötid. Ett hushåll får hyra en lott.

Kön är öppen för den som bor i kommunen.

## Skötsel

Lotten ska vara brukad senast den 15 maj.

På lotten får man

- odla växter för eget bruk
- ställa upp ett växthus på högst tre kvadratmeter

Kemiska bekämpningsmedel får inte användas.

## Uppsägning

Lotten kan sägas upp när som helst under året.
"""
FIRST_EDIT = "Kön är öppen för den som är folkbokförd i kommunen."
INTRODUCTION = "Säg vad du tycker om våra regler för odlingslotter. Hinner man bruka jorden till den 15 maj?"

PAULA = {
    "words": "Den 15 maj är för tidigt. Flera år har det legat snö på Norrbacka långt in i april.",
    "suggestion": "Lotten ska vara brukad senast den 1 juni.",
    "name": "Paula Wikström",
    "email": "paula.wikstrom@example.se",
    "named": "on",
}
PETRA = {
    "words": "Två hushåll borde få dela på en lott. Kalle Berg på Tallvägen har en som han aldrig sköter.",
    "name": "Petra Ek",
    "email": "petra.ek@example.se",
}
NOT_FOR_ALL = "Kalle Berg"
LATE = "Jag hann inte förut, men jag vill ha ett större växthus."

SHARED = "Lotterna fördelas efter kötid. Ett hushåll får hyra en lott, och två hushåll får dela på en."
SHARED_ANSWER = "Två hushåll får dela på en lott. Hur en viss lott sköts tas inte upp i riktlinjerna."
SHARED_REASON = "Fler får odla när lotterna inte räcker till alla."
SPRING_REASON = "Våren kommer sent i Ekeby."
EDITORIAL = "Lotten kan sägas upp när som helst."
EDITORIAL_REASON = "Två ord för mycket."

BODY = "Kommunfullmäktige"
SECTION = "112"

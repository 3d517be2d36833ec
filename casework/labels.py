"""Dutch words for codes that are not on the card: roles, states, kinds of entry, fields."""

from casework.people import Role

ROLES = {
    Role.STAFF: "docent",
    Role.MENTOR: "mentor",
    Role.COORDINATOR: "leerlingcoördinator",
    Role.TEAM_LEADER: "teamleider",
    Role.SUPPORT_TEAM: "ondersteuningsteam",
    Role.POLICY_COORDINATOR: "coördinator pestbeleid",
    Role.SCHOOL_LEADER: "schoolleiding",
    Role.ADMIN: "beheerder",
    Role.PRIVACY: "privacy (functionaris of coördinator)",
}
# What somebody is by a role for the whole school, and the words before what another role is for.
WHOLE_SCHOOL_ROLES = {
    Role.SUPPORT_TEAM: "lid van het ondersteuningsteam",
    Role.POLICY_COORDINATOR: "coördinator pestbeleid",
    Role.SCHOOL_LEADER: "lid van de schoolleiding",
    Role.ADMIN: "beheerder",
    Role.PRIVACY: "functionaris of coördinator privacy",
    Role.STAFF: "docent",
}
SCOPED_ROLES = {
    Role.MENTOR: "mentor van",
    Role.COORDINATOR: "leerlingcoördinator van",
    Role.TEAM_LEADER: "teamleider van",
}
OWNERS = {role.value: word for role, word in ROLES.items()}
STATES = {
    "running": "loopt",
    "stopped": "gestopt, nazorg",
    "closed": "afgesloten",
}
STATUSES = {
    "done": "gedaan",
    "set_aside": "niet van toepassing",
    "open": "open",
    "blocked": "wacht",
    "later": "later",
    "optional": "als het past",
    "lapsed": "vervallen",
}
NAME_KINDS = {
    "first": "eerste naam",
    "corrected": "verbeterd",
    "new_name": "nieuwe naam",
    "call_name": "roepnaam",
}
# Whoever has no name here: somebody who is erased, or who nobody knows any more.
A_PUPIL, A_COLLEAGUE = "een leerling", "een collega"
AGREEMENT_OUTCOMES = {"yes": "ja", "partly": "deels", "no": "nee"}
AFTERCARE = {"target": "gepeste leerling", "displaying": "pestende leerling", "parents": "ouders"}
# The words above the sealed fields of the entries, where they are shown and where they are typed.
FIELD_TITLES = {
    "what": "Wat is er gebeurd?",
    "where": "Waar precies?",
    "why": "Wat lijkt erachter te zitten?",
    "reason": "Reden",
    "led_by": "Wie leidt het gesprek?",
    "present": "Wie waren erbij?",
    "place": "Waar is het gesprek?",
    "notes": "Wat is er besproken?",
    "agreements": "Afspraken",
    "note": "Aantekening",
    "words": "In eigen woorden",
    "with_whom": "Met wie afgesproken?",
    "reaction": "Reactie van de ouders",
    "text": "Tekst",
    "message": "Bericht",
    "question": "Vraag",
    "tried": "Wat is al geprobeerd?",
    "answer": "Antwoord",
    "advice": "Advies",
    "what_was_done": "Wat is ermee gedaan?",
    "what_helped": "Wat hielp?",
    "what_did_not": "Wat hielp niet?",
    "decision": "Besluit",
    "guests": "Wie zijn er nog meer?",
    "secret": "Geheim van dit overleg",
}

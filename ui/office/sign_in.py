"""Beheer, Aanmelden: of whom a second step is required, and whether passwords work."""

import os
from collections.abc import Mapping, Sequence

import streamlit as st

from casework.desk import Desk
from casework.desk.office import Office
from casework.desk.office_sign_in import SignInRules
from casework.second_factor import SecondFactorFor
from casework.words import counted, enumeration
from server.provider_settings import offered
from ui.forms.field import Setting
from ui.forms.form import Form
from ui.office.office_form import OfficeForm

SECOND_FACTOR_FOR: Mapping[SecondFactorFor, str] = {
    SecondFactorFor.LEADERS: "beheerders en wie de hele school ziet",
    SecondFactorFor.CASE_WORKERS: "ook ieder die zaken opent",
    SecondFactorFor.EVERYBODY: "iedereen",
}
AFTER_PROVIDER = {"no": "nee, dat regelt het schoolaccount zelf", "yes": "ja, ook dan"}
OWN_ACCOUNTS = {
    "yes": "ja",
    "no": "nee, alleen met het schoolaccount (beheerders houden hun wachtwoord)",
}


def show(office: Office) -> None:
    """The tab of signing in."""
    rules = office.sign_in.rules()
    labels = [label for label, _ in offered(os.environ)]
    st.header("In twee stappen", anchor=False)
    st.markdown(
        "Na het wachtwoord een code uit een app op de telefoon. Wie hem moet hebben en nog niet "
        "heeft, stelt hem in bij de eerstvolgende keer aanmelden; dat duurt een paar minuten. Wie "
        "hem niet moet, kan hem zelf aanzetten bij *Mijn account*."
    )
    form = OfficeForm(
        "second_factor",
        Setting(
            "second_factor_for",
            "Wie meldt zich in twee stappen aan?",
            {chosen.value: words for chosen, words in SECOND_FACTOR_FOR.items()},
            initial=rules.second_factor_for.value,
        ),
    )
    form.show("Opslaan", lambda desk: _save_second_factor(desk, form))
    st.header("Met een schoolaccount", anchor=False)
    if labels:
        _show_school_account(office, rules, labels)
    else:
        st.markdown(
            "Collega’s melden zich aan met een eigen wachtwoord. Wil de school aanmelden met "
            "Microsoft of Google, dan stelt ICT dat in; hoe staat in de handleiding voor ICT, "
            "onder *Aanmelden met een schoolaccount*."
        )


def _show_school_account(office: Office, rules: SignInRules, labels: Sequence[str]) -> None:
    count = office.sign_in.count_school_accounts()
    bound = counted(count, "collega heeft", "collega’s hebben") if count else "Nog niemand heeft"
    st.markdown(
        f"Aanmelden kan met {enumeration(labels)}. {bound} een schoolaccount gekoppeld. Dat gaat "
        "met een uitnodiging, of bij *Mijn account* voor wie al een wachtwoord heeft."
    )
    _warn_of_passwords(office, rules)
    form = OfficeForm(
        "school_account",
        Setting(
            "step_after_provider",
            "Ook de tweede stap hier, na aanmelden met het schoolaccount?",
            AFTER_PROVIDER,
            initial="yes" if rules.has_own_step_after_provider else "no",
        ),
        Setting(
            "own_accounts",
            "Kan iemand zich ook met een eigen wachtwoord aanmelden?",
            OWN_ACCOUNTS,
            initial="yes" if rules.has_own_accounts else "no",
        ),
    )
    form.show("Opslaan", lambda desk: _save_school_account(desk, form))


def _warn_of_passwords(office: Office, rules: SignInRules) -> None:
    """Who would be out as soon as passwords are switched off, or is out since."""
    left = office.sign_in.count_by_password_alone()
    if not left:
        return
    who = counted(left, "collega heeft", "collega’s hebben")
    if rules.has_own_accounts:
        st.markdown(
            f"{who} alleen een eigen wachtwoord. Kies je hieronder *nee*, dan zijn zij meteen "
            "uitgelogd en is er een nieuwe uitnodiging nodig (*Medewerkers*). Laat hen eerst zelf "
            "hun schoolaccount koppelen, bij *Mijn account*; beheerders houden hun wachtwoord."
        )
    else:
        st.markdown(
            f"{who} alleen een wachtwoord van eerder, en komt daar niet mee binnen. Maak voor "
            "ieder van hen een nieuwe uitnodiging, bij *Medewerkers*."
        )


def _save_second_factor(desk: Desk, form: Form) -> str:
    room = desk.office.sign_in
    room.set_second_factor_for(SecondFactorFor(form.read("second_factor_for")))
    return f"In twee stappen: {SECOND_FACTOR_FOR[room.rules().second_factor_for]}."


def _save_school_account(desk: Desk, form: Form) -> str:
    room = desk.office.sign_in
    room.set_own_accounts(form.read("own_accounts") == "yes")
    room.set_own_step_after_provider(form.read("step_after_provider") == "yes")
    rules = room.rules()
    step = AFTER_PROVIDER["yes" if rules.has_own_step_after_provider else "no"]
    own = OWN_ACCOUNTS["yes" if rules.has_own_accounts else "no"]
    return f"Tweede stap na het schoolaccount: {step}. Eigen wachtwoord: {own}."

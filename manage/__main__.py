"""The admin command line: `python run.py data demo | check | repair`; stop the app first."""

import argparse
import getpass
import shutil
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from casework.errors import CaseworkError, InputRefused
from data import folders, school_key
from data.repair import Account, repair, use
from data.staff import plain_user_name
from data.store import Store


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when all is well, 1 with one Dutch sentence when not."""
    said = _parser().parse_args(arguments)
    try:
        return int(said.run(said))
    except CaseworkError as refused:
        print(refused.sentence, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python run.py data", description="Beheer van de gegevens; stop eerst de app."
    )
    commands = parser.add_subparsers(required=True, metavar="opdracht")
    demo = commands.add_parser("demo", help="maak een demoschool van elke grootte")
    demo.add_argument("--cases", type=int, default=250, help="aantal zaken")
    demo.add_argument("--years", type=int, default=3, help="aantal schooljaren")
    demo.add_argument("--seed", type=int, default=1, help="zelfde getal, zelfde school")
    demo.set_defaults(run=_demo)
    check = commands.add_parser("check", help="lees en controleer alles wat is opgeslagen")
    check.set_defaults(run=_check)
    mend = commands.add_parser("repair", help="herstel op een kopie en zeg wat er ontbreekt")
    mend.add_argument("--use", action="store_true", help="zet de herstelde kopie op zijn plaats")
    mend.set_defaults(run=_repair)
    password = commands.add_parser("password", help="geef iemand een nieuw wachtwoord")
    password.add_argument("user", help="gebruikersnaam")
    password.set_defaults(run=_password)
    for command in (demo, check, mend, password):
        default = folders.demo_folder() if command is demo else folders.school_folder()
        command.add_argument("--folder", type=Path, default=default, help="map van de gegevens")
    return parser


def _demo(said: argparse.Namespace) -> int:
    from demo import make_demo

    key = school_key.make(said.folder)
    today = datetime.now().astimezone().date()
    store = make_demo(
        said.folder, key, today=today, cases=said.cases, years=said.years, seed=said.seed
    )
    count = store.log.position.count
    store.close()
    print(f"De demoschool staat in {said.folder}: {count} vastleggingen.")
    return 0


def _check(said: argparse.Namespace) -> int:
    store = Store.open(said.folder)
    try:
        count, findings = store.log.position.count, store.check()
    finally:
        store.close()
    for finding in findings:
        print(finding)
    if not findings:
        print(f"Alles is er en klopt: {count} vastleggingen gecontroleerd.")
    return 1 if findings else 0


def _repair(said: argparse.Namespace) -> int:
    stamp = f"{datetime.now().astimezone():%Y%m%d-%H%M%S-%f}"
    into = said.folder / f"hersteld-{stamp}"
    account = repair(said.folder, into)
    _tell(account)
    if said.use and not account.findings:
        aside = said.folder / f"beschadigd-{stamp}"
        use(said.folder, into, aside)
        print(f"De herstelde gegevens staan op hun plaats; de oude staan in {aside}.")
    elif said.use:
        print("De kopie is niet op haar plaats gezet, omdat er nog iets niet klopt.")
    else:
        shutil.rmtree(into / "tmp", ignore_errors=True)
        print(f"De herstelde kopie staat in {into}. Er is verder niets veranderd.")
        print("Voer de opdracht uit met `--use` om met de herstelde gegevens verder te gaan.")
    return 1 if account.findings else 0


def _tell(account: Account) -> None:
    print(f"Hersteld: {account.count_kept} vastleggingen.")
    if account.count_missing is None:
        print("Of er iets ontbreekt is niet te zeggen: position.json is er niet.")
    else:
        print(f"Er ontbreken {account.count_missing} vastleggingen die waren bevestigd.")
    if account.count_reads_missing:
        print(f"Er ontbreken {account.count_reads_missing} regels van het leeslogboek.")
    for finding in account.findings:
        print(finding)


def _password(said: argparse.Namespace) -> int:
    store = Store.open(said.folder)
    try:
        today = datetime.now().astimezone().date()
        wanted = plain_user_name(said.user)
        found = [
            person.staff_id
            for person in store.school.staff(today)
            if person.is_active and plain_user_name(person.user_name) == wanted
        ]
        if not found:
            raise InputRefused("Er is geen collega met deze gebruikersnaam.")
        store.accounts.set_password(found[0], _asked_twice(), "")
    finally:
        store.close()
    print("Het nieuwe wachtwoord is ingesteld.")
    return 0


def _asked_twice() -> str:
    """From the keyboard without showing it, or one line from a program."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Nieuw wachtwoord: ")
    if first != getpass.getpass("Nog een keer: "):
        raise InputRefused("De twee wachtwoorden zijn niet gelijk.")
    return first


if __name__ == "__main__":
    sys.exit(main())

"""The admin command line: `python run.py data demo | check | repair`; stop the app first."""

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from casework.desk.office_accounts import link_of
from casework.errors import CaseworkError
from casework.words import counted, full_date, local_day
from data import file_modes, folders, school_key
from data.repair import Account, repair, use
from data.store import Store
from manage.admins import make_admin
from manage.dutch_parser import DutchParser, count, number

LOST = (
    "Wat ontbreekt kan van alles zijn: vastleggingen, leerlingen, collega's, rollen, wachtwoorden, "
    "instellingen en het leeslog. Een collega van wie het account was beëindigd kan er weer in. "
    "Loop na het starten de medewerkers en hun rollen na."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when all is well, 1 with one Dutch sentence when not."""
    file_modes.from_now_on()
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except CaseworkError as refused:
        print(f"{refused} {getattr(refused, 'advice', '')}".strip(), file=sys.stderr)
        return 1
    except (KeyboardInterrupt, EOFError):
        print("Afgebroken.", file=sys.stderr)
        return 1


def _parser() -> DutchParser:
    parser = DutchParser(
        prog="python run.py data",
        description="Beheer van de gegevens. Stop eerst de app: er kan er maar één tegelijk bij.",
        epilog="Uitleg van één opdracht: python run.py data OPDRACHT --help",
    )
    parser.set_defaults(run=lambda _: _explain(parser))
    commands = parser.commands()
    demo = _command(commands, "demo", _demo, "maak een demoschool van elke grootte")
    demo.option("--cases", type=count, default=250, metavar="GETAL", help="aantal zaken")
    demo.option("--years", type=count, default=3, metavar="GETAL", help="aantal schooljaren")
    demo.option(
        "--seed", type=number, default=1, metavar="GETAL", help="zelfde getal, zelfde school"
    )
    _command(commands, "check", _check, "lees en controleer alles wat is opgeslagen")
    recover = _command(commands, "repair", _repair, "herstel op een kopie en zeg wat er ontbreekt")
    recover.option("--use", action="store_true", help="zet de herstelde kopie op haar plaats")
    admin = _command(commands, "admin", _admin, "maak iemand beheerder, met een nieuwe uitnodiging")
    who = admin.add_argument_group("voor wie")
    who.add_argument("user", metavar="gebruikersnaam", help="zoals bij het aanmelden")
    return parser


def _command(
    commands: "argparse._SubParsersAction[DutchParser]",
    name: str,
    run: Callable[[argparse.Namespace], int],
    words: str,
) -> DutchParser:
    command = commands.add_parser(name, help=words, description=f"{words[0].upper()}{words[1:]}.")
    command.set_defaults(run=run)
    default = folders.demo_folder() if run is _demo else folders.school_folder()
    command.option(
        "--folder", type=Path, default=default, metavar="MAP", help="map van de gegevens"
    )
    return command


def _explain(parser: DutchParser) -> int:
    parser.print_help()
    return 0


def _demo(options: argparse.Namespace) -> int:
    from demo import make_demo

    key = school_key.make(options.folder)
    store = make_demo(
        options.folder,
        key,
        today=_today(),
        cases=options.cases,
        years=options.years,
        seed=options.seed,
    )
    written = store.log.position.count
    store.close()
    print(f"De demoschool staat in {options.folder}: {written} vastleggingen.")
    return 0


def _check(options: argparse.Namespace) -> int:
    store = Store.open(options.folder)
    try:
        written, findings = store.database.ledger.tip.count, store.check()
    finally:
        store.close()
    for finding in findings:
        print(finding)
    if not findings:
        print(f"Alles is er en klopt, tot en met wijziging {written}.")
    return 1 if findings else 0


def _repair(options: argparse.Namespace) -> int:
    stamp = f"{datetime.now().astimezone():%Y%m%d-%H%M%S-%f}"
    into = options.folder / f"hersteld-{stamp}"
    account = repair(options.folder, into)
    _print_account(account)
    if options.use and not account.findings:
        aside = options.folder / f"beschadigd-{stamp}"
        use(options.folder, into, aside)
        print(f"De herstelde gegevens staan op hun plaats; de oude staan in {aside}.")
    elif options.use:
        print("De kopie is niet op haar plaats gezet, omdat er nog iets niet klopt.")
    else:
        shutil.rmtree(into / "tmp", ignore_errors=True)
        print(f"De herstelde kopie staat in {into}. Er is verder niets veranderd.")
        print("Voer de opdracht uit met `--use` om met de herstelde gegevens verder te gaan.")
    return 1 if account.findings else 0


def _print_account(account: Account) -> None:
    print(f"Hersteld tot en met wijziging {account.count_kept}.")
    if account.count_missing is None:
        print("Of er iets ontbreekt is niet te zeggen: position.json is er niet.")
    else:
        what = counted(account.count_missing, "wijziging ontbreekt", "wijzigingen ontbreken")
        print(f"{what}, die als opgeslagen waren gemeld.")
    if account.count_missing != 0:
        print(LOST)
    for finding in account.findings:
        print(finding)


def _admin(options: argparse.Namespace) -> int:
    """The way back for a school whose beheerder is gone, or is shut out."""
    store = Store.open(options.folder)
    try:
        name, invitation = make_admin(store, options.user, datetime.now(UTC))
    finally:
        store.close()
    until = full_date(local_day(invitation.expires_at))
    print(f"{name} is beheerder. Start de app en open dit adres; het werkt één keer, tot {until}:")
    print(link_of(_address(), invitation))
    print("Andere beheerders, schoolleiding en wie over privacy gaat zien dit op Vandaag.")
    return 0


def _address() -> str:
    """Where the app is reached, as far as a command can know."""
    return os.environ.get("HANDELINGSKAART_ADDRESS", "").rstrip("/") or "http://localhost:8501"


def _today() -> date:
    return datetime.now().astimezone().date()


if __name__ == "__main__":
    sys.exit(main())

"""What Vandaag tells somebody of roles and of sight that changed."""

from casework.role_watch import NoticeKind
from tests.cast import Cast


def notices_of(cast: Cast, name: str) -> list[tuple[NoticeKind, str, str]]:
    """Of each notice to somebody: which kind, by whom, of which role."""
    lines = cast.desk(name).notices.lines()
    return [(line.change.what, line.by, line.role) for line in lines]

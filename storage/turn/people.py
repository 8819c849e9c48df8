"""The organisation in a turn: people and groups that change, what is agreed, and who is invited."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from handlers.aliases import Alias
from handlers.people import Directory, Role, Staff
from handlers.ports import Invitation
from handlers.shifts import Override
from storage.schema import invitations
from storage.statements import Statement
from storage.texts import storable
from storage.times import moment, moment_or_none
from storage.turn.directory import directory_after
from storage.turn.part import Part

_INVITATION = Statement(
    select(*invitations.columns).where(invitations.c.token_hash == bindparam("wanted")).with_for_update()
)


class PeoplePart(Part):
    """The people of `handlers.ports.UnitOfWork`; the directory shows what changed from the next turn on."""

    def keep_staff(self, staff: Staff) -> None:
        holder = None if staff.telegram is None else self.directory.staff_by_account.get(staff.telegram)
        if staff.active and holder is not None and holder.id != staff.id:
            raise ValueError(f"account {staff.telegram} already belongs to {holder.id}")
        self._view.staff[staff.id] = staff

    def move_group(self, chat: int, to: int) -> None:
        self._view.moves.append((chat, to))

    def note_group(self, group: str, reachable: bool) -> None:
        self._view.open_groups[group] = reachable

    def keep_override(self, override: Override) -> None:
        self._view.overrides.append(override)

    def keep_alias(self, alias: Alias) -> None:
        self._view.aliases[alias.id] = alias

    def invitation(self, token_hash: str) -> Invitation | None:
        for view in self._newest_first:
            if token_hash in view.invitations:
                return view.invitations[token_hash]
        row = self._database.first(_INVITATION, wanted=token_hash) if storable(token_hash) else None
        return None if row is None else _invitation_of(row)

    def keep_invitation(self, invitation: Invitation) -> None:
        self._view.invitations[invitation.token_hash] = invitation

    def new_directory(self) -> Directory:
        """The directory as later turns see it."""
        return directory_after(self.directory, self._view)


def _invitation_of(row: tuple[object, ...]) -> Invitation:
    token_hash, role, site, expires_at, made_by, used_by, used_at, staff = row
    used = moment_or_none(used_at)  # type: ignore[arg-type]
    return Invitation(token_hash, Role(role), site, moment(expires_at), made_by, used_by, used, staff)  # type: ignore[arg-type]

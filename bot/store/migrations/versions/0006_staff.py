"""Staff: posts, invitations, the audit log that nothing changes, and what admins have to look at."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)

_SQLITE = (
    "CREATE TRIGGER audit_is_never_{done} BEFORE {verb} ON audit BEGIN "
    "SELECT RAISE(ABORT, 'the audit log is only added to'); END"
)
_POSTGRES_STAYS = (
    "CREATE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the audit log is only added to'; END $$"
)
_POSTGRES = (
    "CREATE TRIGGER audit_is_never_changed BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_stays()"
)


def _owner(*, is_key: bool = False, nullable: bool = False) -> sa.Column[int]:
    return sa.Column("learner_id", KEY, autoincrement=False if is_key else "auto", nullable=nullable)


def upgrade() -> None:
    """Makes the tables of staff."""
    op.create_table(
        "staff",
        _owner(is_key=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("duty", sa.Text(), nullable=False),
        sa.Column("digest_minute", sa.SmallInteger(), nullable=False),
        sa.Column("is_away", sa.Boolean(), nullable=False),
        sa.Column("takes_urgent", sa.Boolean(), nullable=False),
        sa.Column("most_open", sa.SmallInteger(), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("digested_on", sa.String(), nullable=True),
        sa.Column("since", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name="fk_staff_learner_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("learner_id", name="pk_staff"),
    )
    op.create_table(
        "post",
        sa.Column("id", KEY, sa.Identity(always=True), nullable=False),
        _owner(),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("granted_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name="fk_post_learner_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_post"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_post_learner_id", "post", ["learner_id"])
    op.create_table(
        "invitation",
        sa.Column("id", KEY, sa.Identity(always=True), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("uses_left", sa.Integer(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("made_by", KEY, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_invitation"),
        sa.UniqueConstraint("code_hash", name="uq_invitation_code_hash"),
        sqlite_autoincrement=True,
    )
    _make_audit()
    _make_alert()


def _make_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", KEY, sa.Identity(always=True), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", KEY, nullable=True),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("thing", sa.String(), nullable=False),
        sa.Column("subject", KEY, nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_subject", "audit", ["subject"])
    op.create_index("ix_audit_at", "audit", ["at"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute(_SQLITE.format(done="changed", verb="UPDATE"))
        op.execute(_SQLITE.format(done="deleted", verb="DELETE"))
    else:
        op.execute(_POSTGRES_STAYS)
        op.execute(_POSTGRES)


def _make_alert() -> None:
    op.create_table(
        "alert",
        sa.Column("id", KEY, sa.Identity(always=True), nullable=False),
        _owner(nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("thing", sa.String(), nullable=False),
        sa.Column("about", KEY, nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("raised_at", MOMENT, nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("settled_by", KEY, nullable=True),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name="fk_alert_learner_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["about"], ["learner.id"], name="fk_alert_about", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_alert"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_alert_learner_id", "alert", ["learner_id"])
    op.create_index("ix_alert_about", "alert", ["about"])
    op.create_index("ix_alert_settled_at_raised_at", "alert", ["settled_at", "raised_at"])

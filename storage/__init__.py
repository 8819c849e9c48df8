"""The only SQLAlchemy: tables, migrations, the unit of work, repositories that hand back frozen values.

No row leaves this room, and no rule about cases or conversations lives in it.
"""

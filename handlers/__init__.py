"""What Muster means, without how it is stored or sent.

Here live the conversation engine (pure), what finishing each kind of conversation does, case values and their
life cycle, who may do what, the decisions about addressing, retrying and escalating (pure), and the ports that
`storage` and `bot` fill in.  Despite the name there is no framework routing here: the three-line functions that
a bot library would call handlers are in `bot/channels/`.  No database, no chat library, no event loop, no clock.
"""

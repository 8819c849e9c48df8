"""Rehearsal: a small world with its own clock, post and people, in which conversations run as in the service.

    transcript   the YAML form of a conversation that a shift manager can read (docs/transcripts.md); reading reads it
    world        the people and the time of a rehearsed world, over
    machinery    a real store in a temporary folder, the real desk, and a postman who delivers at once
    player       plays a transcript in a world and compares what was said with what was expected
    report       shows the differences side by side
    rewriting    writes a transcript anew with the words that were really said

Tests use the same world directly: `world.person("bo").says("/complaint")`.
"""

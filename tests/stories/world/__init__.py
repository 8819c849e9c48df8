"""The stories' world: the whole service on an emulated Telegram, in a time of its own.

    time        an event loop whose clock stands still until the story lets time pass
    process     one `muster run`: started, stopped cleanly, or killed
    listening   what chats show that nobody has looked at yet
    errors      what is logged as an error meanwhile
    gateway     where an outside channel ends
    people      who says, taps and hears: Person, Group
    house       who works there: an organisation file, of which a story changes what it is about
    machinery   the emulated Telegram and the processes, until nothing is left to do
    world       all of it together, over

        world.person("bo").raises("gas")
        world.group("duty").hears("E-2026-000001", "[Acknowledge]")
        world.passes(minutes=2)
        world.person("ana").taps("Acknowledge").told("You have taken E-2026-000001.")

A message that nobody looked at and a line in the log that is an error fail the story at its end.
"""

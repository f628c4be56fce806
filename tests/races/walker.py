"""A process that walks a random way through places, with others beside it on the same database:
`python -m tests.races.walker WORLD STEPS SEED`. Prints how often each step was done."""

from __future__ import annotations

import json
import random
import sys

from flask import current_app

from app import create_app
from app.kernel.database import db
from app.kernel.work import work_off
from config import load_settings
from tests.races.steps import STEPS, WEIGHTS, World, step


def main() -> None:
    event_id, slot_ids, service_ids = json.loads(sys.argv[1])
    choose = random.Random(int(sys.argv[3]))
    app = create_app(load_settings())
    with app.app_context():
        world = World(event_id, slot_ids, service_ids)
        names = sorted(STEPS)
        weights = [WEIGHTS.get(name, 1) for name in names]
        for _ in range(int(sys.argv[2])):
            (name,) = choose.choices(names, weights)
            now = current_app.extensions["clock"].now()
            step(world, name, choose.randrange(30), choose.randrange(30), now=now)
            if choose.random() < 0.05:
                work_off("places")
        db.session.remove()
    print(json.dumps(world.done))


main()

"""The form on aiogram's FSM, its state and the finished cases in Redis."""

from __future__ import annotations

import asyncio
import json
import os

from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.redis import RedisStorage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bench.rivals.questions import CLOSING, QUESTIONS, progress, review, wrong


class Form(StatesGroup):
    what = State()
    kind = State()
    hurt = State()
    people = State()
    where = State()
    urgency = State()
    confirm = State()


STATES = [getattr(Form, name) for name, _, _ in QUESTIONS]
storage = RedisStorage.from_url(os.environ["REDIS_URL"])
dispatcher = Dispatcher(storage=storage)


def keyboard(labels: list[str]) -> InlineKeyboardMarkup | None:
    buttons = [[InlineKeyboardButton(text=label, callback_data=label)] for label in labels]
    return InlineKeyboardMarkup(inline_keyboard=buttons) if buttons else None


async def ask(message: Message, state: FSMContext, index: int) -> None:
    if index == len(QUESTIONS):
        await state.set_state(Form.confirm)
        await message.answer(review(await state.get_data()), reply_markup=keyboard(["Submit", "Cancel"]))
        return
    await state.set_state(STATES[index])
    await message.answer(progress(index), reply_markup=keyboard(QUESTIONS[index][2]))


@dispatcher.message(Command("start"))
async def start(message: Message) -> None:
    await message.answer("Hello. Send /incident to report something.")


@dispatcher.message(Command("incident"))
async def incident(message: Message, state: FSMContext) -> None:
    await state.set_data({})
    await ask(message, state, 0)


async def typed(message: Message, state: FSMContext, index: int) -> None:
    name, text = QUESTIONS[index][0], message.text or ""
    if (problem := wrong(name, text)) is not None:
        await message.answer(problem)
        return
    await state.update_data({name: text})
    await ask(message, state, index + 1)


async def tapped(tap: CallbackQuery, state: FSMContext, index: int) -> None:
    await tap.answer()
    await state.update_data({QUESTIONS[index][0]: tap.data})
    if isinstance(tap.message, Message):
        await ask(tap.message, state, index + 1)


@dispatcher.message(Form.what)
async def what(message: Message, state: FSMContext) -> None:
    await typed(message, state, 0)


@dispatcher.callback_query(Form.kind)
async def kind(tap: CallbackQuery, state: FSMContext) -> None:
    await tapped(tap, state, 1)


@dispatcher.callback_query(Form.hurt)
async def hurt(tap: CallbackQuery, state: FSMContext) -> None:
    await tapped(tap, state, 2)


@dispatcher.message(Form.people)
async def people(message: Message, state: FSMContext) -> None:
    await typed(message, state, 3)


@dispatcher.message(Form.where)
async def where(message: Message, state: FSMContext) -> None:
    await typed(message, state, 4)


@dispatcher.callback_query(Form.urgency)
async def urgency(tap: CallbackQuery, state: FSMContext) -> None:
    await tapped(tap, state, 5)


@dispatcher.callback_query(Form.confirm, F.data == "Submit")
async def confirm(tap: CallbackQuery, state: FSMContext) -> None:
    await tap.answer()
    await storage.redis.rpush("cases", json.dumps({"reporter": tap.from_user.id} | await state.get_data()))
    await state.clear()
    if isinstance(tap.message, Message):
        await tap.message.answer(CLOSING)


async def main() -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["BOT_API_BASE"]))
    await dispatcher.start_polling(Bot(os.environ["BOT_TOKEN"], session=session))


if __name__ == "__main__":
    asyncio.run(main())

"""The form on python-telegram-bot's ConversationHandler, its state and the finished cases in a pickle."""

from __future__ import annotations

import os
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    filters,
)

from bench.rivals.questions import CLOSING, QUESTIONS, progress, review, wrong

CONFIRM = len(QUESTIONS)
Context = ContextTypes.DEFAULT_TYPE


def keyboard(labels: list[str]) -> InlineKeyboardMarkup | None:
    buttons = [[InlineKeyboardButton(label, callback_data=label)] for label in labels]
    return InlineKeyboardMarkup(buttons) if buttons else None


async def ask(update: Update, context: Context, index: int) -> int:
    assert update.effective_chat is not None
    if index == CONFIRM:
        text, labels = review(context.user_data or {}), ["Submit", "Cancel"]
    else:
        text, labels = progress(index), QUESTIONS[index][2]
    await update.effective_chat.send_message(text, reply_markup=keyboard(labels))
    return index


async def start(update: Update, _: Context) -> None:
    assert update.message is not None
    await update.message.reply_text("Hello. Send /incident to report something.")


async def incident(update: Update, context: Context) -> int:
    assert context.user_data is not None
    context.user_data.clear()
    return await ask(update, context, 0)


def typed(index: int) -> MessageHandler[Any, Any]:
    async def take(update: Update, context: Context) -> int:
        assert update.message is not None
        assert context.user_data is not None
        name, text = QUESTIONS[index][0], update.message.text or ""
        if (problem := wrong(name, text)) is not None:
            await update.message.reply_text(problem)
            return index
        context.user_data[name] = text
        return await ask(update, context, index + 1)

    return MessageHandler(filters.TEXT & ~filters.COMMAND, take)


def tapped(index: int) -> CallbackQueryHandler[Any, Any]:
    async def take(update: Update, context: Context) -> int:
        assert update.callback_query is not None
        assert context.user_data is not None
        await update.callback_query.answer()
        context.user_data[QUESTIONS[index][0]] = update.callback_query.data
        return await ask(update, context, index + 1)

    return CallbackQueryHandler(take)


async def confirm(update: Update, context: Context) -> int:
    assert update.callback_query is not None
    assert update.effective_chat is not None
    await update.callback_query.answer()
    context.bot_data.setdefault("cases", []).append(
        {"reporter": update.effective_chat.id, **(context.user_data or {})}
    )
    await update.effective_chat.send_message(CLOSING)
    return ConversationHandler.END


def main() -> None:
    begin: CommandHandler[Any, Any] = CommandHandler("incident", incident)
    states: dict[object, list[Any]] = {
        i: [tapped(i) if labels else typed(i)] for i, (_, _, labels) in enumerate(QUESTIONS)
    }
    states[CONFIRM] = [CallbackQueryHandler(confirm, pattern="^Submit$")]
    form = ConversationHandler([begin], states, [begin], name="form", persistent=True, per_message=False)
    builder = ApplicationBuilder().token(os.environ["BOT_TOKEN"]).base_url(f"{os.environ['BOT_API_BASE']}/bot")
    application = builder.persistence(PicklePersistence(os.environ["PICKLE"])).build()
    application.add_handler(CommandHandler("start", start))
    application.add_handler(form)
    application.run_polling()


if __name__ == "__main__":
    main()

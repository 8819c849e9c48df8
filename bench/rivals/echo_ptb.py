"""An echo bot on python-telegram-bot."""

from __future__ import annotations

import os

from telegram import Update
from telegram.ext import ApplicationBuilder, CallbackQueryHandler, ContextTypes, MessageHandler, filters


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message is not None:
        await update.message.reply_text(update.message.text or "?")


async def echo_tap(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    if (tap := update.callback_query) is not None and update.effective_chat is not None:
        await tap.answer()
        await update.effective_chat.send_message(tap.data or "?")


def main() -> None:
    builder = ApplicationBuilder().token(os.environ["BOT_TOKEN"]).base_url(f"{os.environ['BOT_API_BASE']}/bot")
    application = builder.build()
    application.add_handler(MessageHandler(filters.ALL, echo))
    application.add_handler(CallbackQueryHandler(echo_tap))
    application.run_polling()


if __name__ == "__main__":
    main()

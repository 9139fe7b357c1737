from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Read from the environment; every default is alive."""

    model_config = SettingsConfigDict(env_prefix="DRAW_", env_file=".env")

    image_model: str = Field("gpt-image-2.6-flare", description="Draws new pictures")
    edit_model: str = "gpt-image-2.6-sunburst"
    chat_model: str = "gpt-6.1-sol"
    image_size: str = "1536x1024"
    image_quality: str = "medium"

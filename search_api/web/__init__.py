"""The page that people read: rendered here, in Vietnamese and English, without a build step."""

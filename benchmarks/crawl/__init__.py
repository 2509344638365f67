"""Measure the crawl: speed beside Scrapy's own spider, and sixty days of a site that changes."""

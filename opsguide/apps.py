from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.db.models.signals import post_migrate


class OpsGuideConfig(AppConfig):
    name = "opsguide"
    verbose_name = "The guide"
    default = True

    def ready(self) -> None:
        from .admin import bank, disciplines, practices, reports, tools  # noqa: F401  they register themselves
        from .admin.groups import make_groups

        # Not in opsguide/admin/__init__: the site class lives in that package, and it must exist before they register.
        post_migrate.connect(make_groups, sender=self)


class AdminConfig(admin_apps.AdminConfig):
    default_site = "opsguide.admin.site.Site"
    default = False

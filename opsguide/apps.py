from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class OpsGuideConfig(AppConfig):
    name = "opsguide"
    verbose_name = "The guide"
    default = True


class AdminConfig(admin_apps.AdminConfig):
    default_site = "opsguide.admin.site.Site"
    default = False

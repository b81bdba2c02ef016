from django.contrib import admin


class Site(admin.AdminSite):
    site_title = "OpsGuide"
    site_header = "OpsGuide – editors' desk"
    index_title = "Content"

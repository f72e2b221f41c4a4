"""How gunicorn serves, where its command line says nothing else; it reads this file in the folder it is started in."""

from api.server import mend

mend()
worker_class = "gthread"
# The longest that gunicorn takes: filters of many ids make long lines.
limit_request_line = 8190
access_log_format = '%(h)s "%(r)s" %(s)s %(b)s %(M)sms %({x-request-id}o)s'

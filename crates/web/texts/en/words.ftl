# Words that the whole interface shares. Each key ends with the word's code.

number-0 = No
number-1 = One
number-2 = Two
number-3 = Three
number-4 = Four
number-5 = Five
number-6 = Six
number-7 = Seven
number-8 = Eight
number-9 = Nine
number-10 = Ten
number-11 = Eleven
number-12 = Twelve

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

and = and

solution-kind-system = System
solution-kind-e-service = E-service
solution-kind-module = Module
solution-kind-sensor = Sensor
solution-kind-equipment = Equipment
solution-kind-automation = Automation
solution-kind-integration = Integration
solution-kind-way-of-working = Way of working
solution-kind-training = Training
solution-kind-shared-service = Shared service
solution-kind-software = Software

lifecycle-idea = Idea
lifecycle-planned = Planned
lifecycle-pilot = Pilot
lifecycle-in-use = In use
lifecycle-phasing-out = Being phased out
lifecycle-retired = Retired

usage-status-in-use = In use
usage-status-pilot = Pilot
usage-status-contract = Contract in place
usage-status-planned = Planned
usage-status-declined = Declined
usage-status-retired = Retired

organisation-kind-municipality = Municipality
organisation-kind-federation-body = Municipal federation
organisation-kind-region = Region
organisation-kind-university = University
organisation-kind-agency = Agency
organisation-kind-supplier = Supplier
organisation-kind-other = Other organisation

sharing-draft = Private draft
sharing-organisation = My municipality
sharing-collaboration = The collaboration
sharing-network = Others connected
sharing-public = Public

sharing-seen-draft = Only you can see it
sharing-seen-organisation = The own organisation can see it
sharing-seen-collaboration = The collaboration can see it
sharing-seen-network = Everybody connected can see it
sharing-seen-public = Everybody can see it

need-state-draft = Draft
need-state-submitted = Submitted
need-state-withdrawn = Withdrawn

origin-own = Everyday work
origin-on-behalf = Written for somebody else
origin-meeting = From a meeting
origin-seen-elsewhere = Seen elsewhere


role-need-submitter = Need submitter
role-coordinator = Coordinator
role-reader = Reader
role-administrator = Administrator
role-need-owner = Need owner
role-solution-owner = Solution owner
role-solution-maintainer = Solution maintainer
role-assessor = Assessor
role-forum-chair = Forum chair
role-initiative-lead = Initiative lead
role-rollout-lead = Introduction lead
role-benefit-owner = Benefit owner
role-researcher = Researcher
role-steward = Steward of Brygga

membership-invited = Invited
membership-confirmed = Member
membership-suspended = Suspended
membership-left = Not in it
scope-match = matching texts
scope-read = matching texts and fetching lists as files

# Forums and meetings: who sits where, the agenda, the meeting matter by matter, the minutes and what is to be done afterwards.

forums = Forums
forums-lead = A forum decides on cases at its meetings. The process says at which stages.
forums-none = No forum yet
forums-none-text = A forum is set up by whoever coordinates or chairs.
forum = Forum
forum-new = New forum
forum-edit = Change the forum
forum-whose = Whose forum
forum-joint = The collaboration’s forum
forum-own = The organisation’s own forum
forum-no-collaboration = The organisation is not in any collaboration. Choose the organisation’s own forum.
forum-waits = Waiting for the forum
forum-nothing-waits = Nothing waits
forum-nothing-waits-text = No case waits for the forum just now.
forum-waiting-count = { $count ->
    [one] 1 case
   *[other] { $count } cases
}
forum-next-meeting = Next meeting
forum-no-meeting = None planned
forum-seats = Who sits here
forum-seats-count = { $count ->
    [one] 1 person
   *[other] { $count } people
}
forum-name = Name of the forum
forum-name-help = For example Digitaliseringsforum.
forum-body = Decides in the place of
forum-body-help = Who the process points out at its stages. Cases that wait for them come up in this forum.
forum-body-name = What the forum is called
forum-body-is = Decides where the process says { $body }.
forum-mandate = Mandate
forum-mandate-help = What the forum may decide, for whom, and up to which amount.
forum-voting = How the forum decides
voting-consensus = When all agree. Otherwise the matter is put off.
voting-organisations = By vote if you do not agree, one vote for each organisation.
voting-members = By vote if you do not agree, one vote for each member.
forum-quorum = At least so many organisations must be present
forum-quorum-help = Leave empty if there is no such limit.
forum-no-quorum-number = Write the number as a whole number, for example 4, or leave the field empty.
forum-quorum-is = { $count ->
    [one] at least 1 organisation must be present
   *[other] at least { $count } organisations must be present
}
forum-begin = Set up the forum
forum-back = Back to the forum
forum-back-to-list = Back to all forums
forum-told-begun = The forum is there. Choose who sits here.
forum-told-seat = The seat is changed.
forum-told-ended = The forum is put down. What it decided remains.
forum-is-ended = Put down
forum-next-call = Cases are waiting. Call a meeting.
forum-next-nothing = Nothing waits. A meeting can be called all the same.
forum-table = { $what }, table
forum-to-meeting = To the meeting { $day }
forum-next-prepare = The next meeting is called. Go there to change its agenda or to hold it.
forum-meetings = Meetings
forum-no-meetings = The forum has not had any meeting.
forum-more-meetings = { $count ->
    [one] Show one more meeting
   *[other] Show { $count } more meetings
}
forum-csv = Download the meetings as CSV
forum-calendar = Put coming meetings in the calendar
forum-nobody-sits = Nobody has a seat yet.
forum-give-seat = Give a seat
forum-take-seat = Remove
forum-person = Person
forum-as-what = As
forum-end = Put the forum down
forum-end-means = No more meetings can be called. What was decided remains to be read.
forum-end-now = Put down now
seat-chair = Chair
seat-secretary = Secretary
seat-member = Member
seat-adviser = Adviser

meeting = Meeting
meeting-number = Meeting { $number }
meeting-of = { $forum }, meeting { $number }
meeting-call = Call a meeting
meeting-call-now = Call
meeting-call-tells = Everybody who sits in the forum is told.
meeting-move = Change time or place
meeting-when = When
meeting-day = Day
meeting-starts = From
meeting-ends = To
meeting-time-help = For example 09.00.
meeting-place = Place
meeting-place-help = Room and address, or the link to the digital meeting.
meeting-no-day = Write on which day the meeting is held, for example 2027-03-01.
meeting-no-time = Write the time in hours and minutes, for example 09.00.
meeting-cases = Cases that wait for the forum
meeting-cases-help = They are taken up in this order. It can be changed afterwards.
meeting-others = Other matters
meeting-others-help = What is taken up without being a case. What was put off last time is here already.
meeting-other-number = Matter { $number }
meeting-case-elsewhere = One of the cases no longer waits for the forum. Take it out and call again.
meeting-back = Back to the meeting
meeting-state-planned = Planned
meeting-state-running = Under way
meeting-state-ended = Waiting for confirmation
meeting-state-confirmed = Confirmed
meeting-state-cancelled = Called off
meeting-agenda = Agenda
meeting-items = { $count ->
    [one] 1 matter
   *[other] { $count } matters
}
meeting-decided = { $count ->
    [one] 1 decision
   *[other] { $count } decisions
}
meeting-decided-many = Decisions
meeting-no-items = Nothing is on the agenda.
meeting-hidden-matter = A case that you may not read
meeting-up = Move up
meeting-off = Take off
meeting-waiting-case = Waiting case
meeting-add-case = Add the case
meeting-other = Other matter
meeting-add-other = Add the matter
meeting-attendance = Attendance
meeting-who-is-there = Who is here?
meeting-take-attendance = Write down who is here
meeting-save-attendance = Save the attendance
meeting-is-there = Present
meeting-open = Open the meeting
meeting-end = End the meeting
meeting-end-defers = Matters that were not reached are put off.
meeting-to-next = Take up the next matter
meeting-confirm = Confirm the minutes
meeting-confirm-means = You certify that the minutes are right. After that nothing in them changes.
meeting-cancel = Call the meeting off
meeting-cancel-means = Everybody who sits in the forum is told. The cases go on waiting.
meeting-cancel-now = Call off now
meeting-calendar = Put the meeting in the calendar
meeting-next-open = Write down who is here and open the meeting.
meeting-next-planned = The meeting waits for its day.
meeting-next-treat = The meeting is under way. Take up one matter at a time and end when all are treated.
meeting-next-running = The meeting is under way. You can follow it matter by matter.
meeting-next-confirm = Read the minutes and confirm them.
meeting-next-ended = The minutes wait for somebody who was there to confirm them. Whoever wrote them cannot.
meeting-next-confirmed = The minutes are confirmed. A correction is a new decision.
meeting-next-cancelled = The meeting was not held.
meeting-told-called = The meeting is called. Those who sit in the forum are told.
meeting-told-attendance = The attendance is saved.
meeting-told-running = The meeting is open.
meeting-told-ended = The meeting is over. The minutes wait to be confirmed.
meeting-told-confirmed = The minutes are confirmed.
meeting-told-cancelled = The meeting is called off.
meeting-told-action = The task is given. Whoever got it sees it among what waits.
meeting-told-done = The task is done.
meeting-told-treated = It is in the minutes. Here is the next matter.
meeting-actions = Tasks after the meeting
meeting-action = What is to be done?
meeting-doer = Who does it?
meeting-choose-person = Choose a person
meeting-due = Done by
meeting-give-action = Give the task
meeting-no-person = Choose who does it.
meeting-no-due = Write by which day it shall be done, for example 2027-03-01.
meeting-nobody = Nobody appointed
meeting-done-on = Done { $day }
meeting-is-done = Done
meeting-undo-done = Not done after all
meeting-matter-of = Matter { $at } of { $all }
meeting-matter-treated = treated
meeting-whole-case = The whole case
meeting-treat = Treat the matter
meeting-reason = Reason, or what was said
meeting-reason-help = With a decision the reason is sent to those who have the need. If the matter is put off, it says why.
meeting-how = How do you decide?
meeting-agreed = All agree
meeting-votes = You vote
meeting-no-votes = No vote is filled in. Fill in how each one votes, or choose that all agree.
meeting-voted = Votes: { $yes } yes, { $no } no, { $abstained } abstained
vote-yes = Yes
vote-no = No
vote-abstains = Abstains
meeting-out = Take no part, being disqualified
meeting-somebody-out = Somebody takes no part, being disqualified
meeting-out-help = Write why by whoever is disqualified. That person neither counts as present nor votes in the matter.
meeting-note = Note
meeting-defer = Put off
meeting-look = The forum is about to decide
meeting-decide = Decide
meetings-of-case = Meetings
item-state-open = Not taken up
item-state-decided = Decided
item-state-deferred = Put off
item-state-noted = Noted

minutes = Minutes
minutes-not-confirmed = The minutes are not confirmed.
minutes-present = Present
minutes-advisers = Advisers
minutes-nobody = Nobody written down
minutes-agreed = The decision was unanimous.
minutes-votes = Votes: { $votes }.
minutes-out = { $who } took no part, being disqualified: { $reason }
minutes-by = Minutes by
minutes-state = Confirmation
minutes-confirmed = Confirmed by { $who } { $day }

cases-actions = Tasks after meetings

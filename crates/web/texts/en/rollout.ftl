# Introduction in an organisation: readiness, change plan and going live.

rollout-in = Introduction in { $organisation }
rollout-back = To the introduction
rollout-nothing = Contributes without introducing
rollout-readiness = Readiness
rollout-item = What is needed
rollout-answer = Answer the readiness
rollout-answer-help = Answer as it is. An answer that is not Yes becomes an action with somebody to do it and a day.
rollout-weak-action = Action when the answer is not Yes
rollout-another-action = An action is open. Add another.
rollout-weak = { $count ->
    [one] one weak answer
   *[other] { $count } weak answers
}
rollout-left-to-answer = { $count ->
    [one] One question of readiness is not answered.
   *[other] { $count } questions of readiness are not answered.
}
rollout-decide-now = Everything is answered. Decide whether to go.
rollout-go-live-now = Decided. Press when the new way is used.
rollout-end-now = The new way is used. The next step is that the old way ends.
rollout-measure-now = Introduced, and the old way has ended. What remains is to measure the benefit.
rollout-declined-now = It will not be here. Minds may change.
rollout-actions = Actions
rollout-no-actions = No action.
rollout-action = Action
rollout-who = Who
rollout-due = Done by
rollout-done = Done
rollout-give = Add an action
rollout-actions-open = { $count ->
    [one] 1 open
   *[other] { $count } open
}
rollout-actions-late = { $count ->
    [one] 1 late
   *[other] { $count } late
}
rollout-plan = Change plan
rollout-plan-change = Write the change plan
rollout-plan-help = A part for each role affected. What they do differently and what stops matter most.
rollout-no-plan = No change plan is written.
rollout-planned = Planned go-live
rollout-planned-on = planned { $day }
rollout-affected = Affected
rollout-people-count = { $count ->
    [one] 1 person
   *[other] { $count } people
}
rollout-role = Role
rollout-role-number = Role { $number }
rollout-how-many = How many
rollout-different = Do differently
rollout-training = Training
rollout-support = Support
rollout-data = Data and integrations
rollout-stops = What stops
rollout-stops-on = Stops on
rollout-decide = Save the decision
rollout-decision = Decision to go live
rollout-decided-on = Decided on
rollout-decided-by = Decided by
rollout-go-question = Do you go live?
rollout-go-live = We are live
rollout-live-on = Live since
rollout-live-registers = The catalogue says that you use the solution, and benefits get days to be measured.
rollout-live-days = Benefits get days to be measured.
rollout-what-happens = What happens
rollout-end-old = The old way has ended
rollout-ended-on = The old way ended
rollout-people = Who answers for what
rollout-name-people = Name who answers for what
rollout-people-help = Those with a role in the organisation can be chosen.
rollout-told-live = You are live. The catalogue and the follow-up are updated.
rollout-told-ended = The old way has ended. The benefit remains to be measured.
rollout-told-decided = The decision is saved.

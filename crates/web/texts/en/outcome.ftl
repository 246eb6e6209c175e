# What came of it: follow-up for an organisation, a forum and who asked, and what each gives and gets.

outcome-of = Follow-up for { $organisation }
outcome-lead = Your introductions, your benefits and what it costs. And what became of what you asked for.
outcome-rollouts = Our introductions
outcome-no-rollouts = You introduce nothing just now.
outcome-benefits = Our benefits
outcome-no-benefits = No benefit is written for your organisation.
outcome-all-benefits = All our benefits, with filters and file
outcome-costs = Our costs
outcome-costs-help = Your share by the key that was decided, over all years of the sheet.
outcome-no-costs = No key is decided for the cases you are in.
outcome-together = Together
outcome-my-needs = What became of my needs
outcome-no-needs = You have written no need.
outcome-not-sent = Not sent
outcome-what-became = What became of the need
outcome-way = The case
outcome-no-case = The need is in no case that you can read.
outcome-led-to = Led to
outcome-no-initiative = No initiative yet.
outcome-your-benefit = The benefit where you are
outcome-no-benefit-yet = No benefit is written for your organisation yet.
outcome-came = What it gave
outcome-used-in = Live at { $count }
outcome-to-measure = { $count ->
    [one] 1 benefit to measure
   *[other] { $count } benefits to measure
}
outcome-reached-of = { $reached } of { $measured } measured gave benefit
outcome-benefits-in-all = { $count ->
    [one] 1 benefit in all
   *[other] { $count } benefits in all
}
outcome-of-decisions = What came of the decisions
outcome-forum-lead = What the forum has decided and what it led to. Each case stands once, with the latest decision.
outcome-decided = Decided
outcome-decided-on = Decided on
outcome-none-decided = The forum has decided nothing yet.
outcome-overdue = Should have been measured
outcome-overdue-help = The benefit owner has been reminded. Ask what stands in the way.
balance-lead = What each gives to the collaboration and gets of it. Roughly counted, for members alone, and no ranking.
balance-turn = Whose turn it could be
balance-could-lead = { $organisations } has led least so far and could lead the next. It is a suggestion, not a demand.
balance-nobodys-turn = All have led as much.
balance-given = Given and got
balance-help = Money and hours are from sheets with a decided key, rounded to whole 50,000 kronor and 20 hours. Benefits are how many have given anything, of all that are written.
balance-none = Your organisation is in no collaboration.
balance-leads = Leads
balance-pilots = Pilots
balance-follows = Follows
balance-contributes = Contributes
balance-money = Money
balance-hours = Time
balance-benefits = Benefits that have come
balance-about = about { $amount }
outcome-my-actions = My actions

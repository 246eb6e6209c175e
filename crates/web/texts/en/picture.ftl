# Cases as pictures: the board, the road map, worth against cost, and the flow.

picture-as = Show as
picture-list = List
picture-board = Board
picture-roadmap = Road map
picture-value = Worth and cost
picture-flow = Flow
picture-drawing = Picture. The table below says the same.
picture-nothing = No cases to show
picture-nothing-text = A case is opened when somebody submits a need.
picture-csv = Download the table as CSV
picture-board-heading = Where the cases stand
picture-board-lead = One column for each stage of the process. Open a case to see what is missing or to decide.
picture-target = { $count ->
    [one] the target is 1 day
   *[other] the target is { $count } days
}
picture-days-here = { $count ->
    [0] Came here today
    [one] Here for 1 day
   *[other] Here for { $count } days
}
picture-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
picture-other-stages = Other stages
picture-column-empty = Nothing here
picture-roadmap-heading = When the cases may arrive
picture-roadmap-lead = Counted by the time that the process says for each stage, or what it usually takes, from today. It is no plan until somebody has decided it.
picture-roadmap-drawn = The way of the cases through the stages, quarter by quarter
picture-roadmap-numbers = The number in a bar is the stage’s number in the process. The table shows the stage at the end of each quarter.
picture-quarter = Quarter { $number } { $year }
picture-last-stage = Last stage from
picture-value-heading = Worth against cost and risk
picture-value-lead = The points of the latest round against the cost over the whole life. The picture orders nothing. The forum decides.
picture-value-drawn = Cases by points and cost
picture-no-bubbles = No case has both points and cost yet.
picture-size = Larger circle: more organisations have the need
picture-axis-cost = Cost, likely
picture-in-drawing = In the picture
picture-risk = Risk
picture-no-points = No points
picture-no-cost = No cost
picture-no-risk = Not assessed
picture-cost-low = Cost in kronor, lowest
picture-cost-likely = Cost in kronor, likely
picture-cost-high = Cost in kronor, highest
risk-low = Low risk
risk-medium = Medium risk
risk-high = High risk
picture-flow-heading = How long cases stand where
picture-flow-lead = The median time of those that have left the stage, and the longest time of those that are there now. Cases that are finished count too.
picture-flow-drawn = Days in each stage
picture-now = There now
picture-left = Have left
picture-median = Median time
picture-longest = Longest now
picture-goal = Target
picture-without = { $count ->
    [one] One more case has neither points nor cost.
   *[other] { $count } more cases have neither points nor cost.
}

param location string
param tags object
param workspaceId string

@description('Empty: nobody is told.')
param email string

@description('Each counts or measures rows of the last minutes. All are explained in docs/operations.md.')
var rules = [
  {
    name: 'hub-parked-events'
    title: 'Store events are parked'
    severity: 2
    window: 'PT15M'
    query: 'AppMetrics | where Name == "customers.events.handled" and tostring(Properties.result) == "parked" | project TimeGenerated, Value = Sum'
    take: 'Total'
    over: 0
  }
  {
    name: 'hub-failed-credit-runs'
    title: 'A credit check failed'
    severity: 2
    window: 'PT15M'
    query: 'AppMetrics | where Name == "customers.credit_runs.finished" and tostring(Properties.result) == "failed" | project TimeGenerated, Value = Sum'
    take: 'Total'
    over: 0
  }
  {
    name: 'hub-pull-lag'
    title: 'A store has not been pulled for an hour'
    severity: 2
    window: 'PT15M'
    query: 'AppMetrics | where Name == "customers.pull.lag" | project TimeGenerated, Value = Max'
    take: 'Maximum'
    over: 3600
  }
  {
    name: 'hub-poison-queues'
    title: 'Messages lie in a poison queue'
    severity: 2
    window: 'PT30M'
    // The least of half an hour: what the hub takes out by itself is not worth a message.
    query: 'AppMetrics | where Name == "customers.queue.depth" and tostring(Properties.queue) endswith "-poison" | summarize TimeGenerated = max(TimeGenerated), Value = min(Max) by Queue = tostring(Properties.queue)'
    take: 'Maximum'
    over: 0
  }
  {
    name: 'hub-server-errors'
    title: 'Requests are answered with 5xx'
    severity: 1
    window: 'PT5M'
    query: 'AppRequests | where toint(ResultCode) >= 500 | project TimeGenerated, Value = ItemCount'
    take: 'Total'
    over: 5
  }
  {
    name: 'hub-silent'
    title: 'The hub reports no metrics: the other alerts are blind'
    severity: 2
    window: 'PT1H'
    query: 'AppMetrics | where Name startswith "customers." | summarize Rows = count() | project TimeGenerated = now(), Value = iff(Rows == 0, 1, 0)'
    take: 'Maximum'
    over: 0
  }
]

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: 'ag-hub'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'hub'
    enabled: true
    emailReceivers: [{ name: 'operator', emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: rule.name
    location: location
    tags: tags
    properties: {
      displayName: rule.title
      severity: rule.severity
      enabled: true
      autoMitigate: true
      scopes: [workspaceId]
      evaluationFrequency: 'PT5M'
      windowSize: rule.window
      // In a new workspace the tables come with their first rows.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: rule.query
            metricMeasureColumn: 'Value'
            timeAggregation: rule.take
            operator: 'GreaterThan'
            threshold: rule.over
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: empty(email) ? [] : [people.id] }
    }
  }
]

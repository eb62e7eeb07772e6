@description('What differs between an environment to try things in and one that merchants depend on.')
@export()
type Size = {
  @description('How many copies of files and messages, and where: Standard_LRS in one data centre, Standard_ZRS in three.')
  storageSku: 'Standard_LRS' | 'Standard_ZRS'

  @description('Days in which a deleted or overwritten file can be had back.')
  fileDays: int

  @description('RU/s that all containers share at most; 0: each has its own.')
  sharedThroughput: int

  @description('RU/s of each container at most. Autoscale falls to a tenth of it.')
  throughput: { customers: int, claims: int, events: int, system: int }

  @description('Cosmos DB in three zones of the region.')
  zoneRedundant: bool

  backup: 'Continuous7Days' | 'Continuous30Days'

  @description('A deleted vault, and its name, cannot be had back sooner than after 90 days. Cannot be switched off again.')
  purgeProtection: bool

  @description('GB of logs a day, after which the rest of the day is lost; -1: no limit.')
  logsPerDay: int

  @description('Instances at most. Each has one core for each 2048 MB.')
  instances: int

  @description('Instances that wait for HTTP requests: webhooks have seconds to be answered, a cold start takes as many.')
  alwaysReady: int
}

@export()
var sizes = {
  dev: {
    storageSku: 'Standard_LRS'
    fileDays: 7
    sharedThroughput: 1000
    throughput: { customers: 0, claims: 0, events: 0, system: 0 }
    zoneRedundant: false
    backup: 'Continuous7Days'
    purgeProtection: false
    logsPerDay: 1
    instances: 40
    alwaysReady: 0
  }
  prod: {
    storageSku: 'Standard_ZRS'
    fileDays: 30
    sharedThroughput: 0
    // 55 : 20 : 10 for each new order (docs/adr/0006): enough for about 70 of them a second.
    throughput: { customers: 4000, claims: 1000, events: 2000, system: 1000 }
    zoneRedundant: true
    backup: 'Continuous30Days'
    purgeProtection: true
    logsPerDay: -1
    instances: 100
    alwaysReady: 1
  }
}

using System.Text;
using System.Text.Json;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

public sealed class ImportTests : IAsyncLifetime
{
    private readonly HubHost _hub = new();

    public Task InitializeAsync() => _hub.InitializeAsync();
    public Task DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task A_dry_run_decides_the_same_and_writes_nothing()
    {
        await _hub.Admin.CreateCustomerAsync(new { name = "Known", @ref = "K-1" });
        const string file = "ref,name,email\nK-1,Renamed,\nK-2,New,\n,Nameless,\nK-3,,\n,Odd,not an email\n";
        var before = await _hub.Admin.TextAsync("/api/customers/export");
        var dry = await _hub.Admin.ImportAsync(file, "customers?dryRun=true");
        Assert.Equal("2/1/0/2", Csv.CountsOf(dry));
        Assert.Equal(before, await _hub.Admin.TextAsync("/api/customers/export"));

        var wet = await _hub.Admin.ImportAsync(file);
        Assert.Equal(Csv.CountsOf(dry), Csv.CountsOf(wet));
        Assert.Equal(Csv.ErrorsOf(dry), Csv.ErrorsOf(wet));
        Assert.Equal(["5: name is required", "6: email is not an email address"], Csv.ErrorsOf(wet));
        Assert.Equal(["Known → Renamed", "Nameless", "New"], new[] { "Known → Renamed" }.Concat((await NamesAsync()).Except(["Renamed"])));
    }

    [Theory]
    [InlineData("customers", "ref,name\nA-1,One\na-1,One\nA-1,One\nA-1,Two\nA-1,\nA-1,Two\n", "1/1/3/1")]
    [InlineData("customers", "ref,name\nK-1,Known\nK-1,Other\nK-1,Known\nK-1,Known\n,Known\n,Known\n", "2/2/2/0")]
    [InlineData("contacts", "customerRef,firstName,email\nK-1,Ann,a@b.example\nK-1,Ann,A@b.example\nK-1,Ann,A@b.example\nK-1,Bob,\nK-1,Bob,\nNO-1,Eve,e@b.example\n", "3/1/1/1")]
    public async Task A_dry_run_sees_what_earlier_rows_of_its_file_would_have_done(string kind, string file, string counts)
    {
        await _hub.Admin.CreateCustomerAsync(new { name = "Known", @ref = "K-1" });
        Assert.Equal(counts, Csv.CountsOf(await _hub.Admin.ImportAsync(file, kind + "?dryRun=true")));
        Assert.Equal(counts, Csv.CountsOf(await _hub.Admin.ImportAsync(file, kind)));
    }

    [Fact]
    public async Task A_customer_that_was_imported_and_deleted_is_imported_again()
    {
        const string file = "ref,name\n,Nameless\nD-1,Named\n";
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("2/0/0/0", Csv.CountsOf(await _hub.Admin.ImportAsync(file, "customers?dryRun=true")));
            Assert.Equal("2/0/0/0", Csv.CountsOf(await _hub.Admin.ImportAsync(file)));
            Assert.Equal("0/0/2/0", Csv.CountsOf(await _hub.Admin.ImportAsync(file)));
            foreach (var customer in await _hub.Admin.AllAsync("/api/customers")) await _hub.Admin.DeleteAsync("/api/customers/" + customer.Text("id"));
        }
    }

    [Fact]
    public async Task Imported_customers_are_listed_in_the_order_in_which_they_were_created()
    {
        await _hub.Admin.CreateCustomerAsync(new { name = "Before" });
        await _hub.Admin.ImportAsync("ref,name\n,One\nZ-2,Two\n,Three\nA-4,Four\n");
        await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System); // ids of one millisecond are in no order
        await _hub.Admin.CreateCustomerAsync(new { name = "After" });
        Assert.Equal(["Before", "One", "Two", "Three", "Four", "After"], (await _hub.Admin.AllAsync("/api/customers")).Select(c => c.Text("name")));
    }

    [Fact]
    public async Task Tags_with_any_sign_in_them_survive_an_export()
    {
        var tags = new[] { "a|b", "c\\", "|", "=1|2", "d" };
        await _hub.Admin.CreateCustomerAsync(new { name = "Tagged", tags, salesReps = new[] { "x|y", "z" } });
        Assert.Equal("0/0/1/0", Csv.CountsOf(await _hub.Admin.ImportAsync(await _hub.Admin.TextAsync("/api/customers/export"))));
        Assert.Equal(tags, Assert.Single(await _hub.Admin.AllAsync("/api/customers")).GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
    }

    [Fact]
    public async Task Repeating_a_file_changes_nothing()
    {
        const string file = "ref,name,tags\nR-1,One,a|b\n,Two,\n,Two,\n";
        Assert.Equal("3/0/0/0", Csv.CountsOf(await _hub.Admin.ImportAsync(file)));
        var export = await _hub.Admin.TextAsync("/api/customers/export");
        Assert.Equal("0/0/3/0", Csv.CountsOf(await _hub.Admin.ImportAsync(file)));
        Assert.Equal("0/0/3/0", Csv.CountsOf(await _hub.Admin.ImportAsync(file, "customers?dryRun=true")));
        Assert.Equal(export, await _hub.Admin.TextAsync("/api/customers/export"));
        Assert.Equal("0/1/2/0", Csv.CountsOf(await _hub.Admin.ImportAsync("ref,name,tags\nR-1,One,a|c\nR-1,One,a|c\nR-1,One,a|c\n")));
    }

    [Fact]
    public async Task Semicolons_a_byte_order_mark_and_quoted_line_breaks_are_read()
    {
        var job = await _hub.Admin.ImportAsync("\uFEFFname;phone\r\n\"Böhm; Söhne\";1\r\n\"Two\nlines\";2\r\n\r\nThird;3;4\r\nFourth;4\r\n");
        Assert.Equal("2/0/0/2", Csv.CountsOf(job));
        Assert.Equal(["3: name contains control characters", "6: has 3 cells; the header has 2"], Csv.ErrorsOf(job));
        Assert.Equal(["Böhm; Söhne", "Fourth"], await NamesAsync());
    }

    [Fact]
    public async Task Cells_that_a_spreadsheet_would_run_come_back_as_they_were()
    {
        string[] names = ["=1+1", "+49 30", "-x", "-5.50", "'-5.50", "-5+1", "@you", "'=already", "''-twice", "'tis fine", "a \"quoted\", one"];
        foreach (var name in names) await _hub.Admin.CreateCustomerAsync(new { name, phone = "+49 30 1", tags = new[] { "=t", "u" }, creditLimit = "12.50", bankDetails = new { iban = "DE89370400440532013000" } });
        var export = await _hub.Admin.TextAsync("/api/customers/export");
        Assert.Contains(",'=1+1,", export, StringComparison.Ordinal);
        Assert.Contains(",''=already,", export, StringComparison.Ordinal);
        Assert.DoesNotContain("3000", export, StringComparison.Ordinal);
        Assert.Equal($"0/0/{names.Length}/0", Csv.CountsOf(await _hub.Admin.ImportAsync(export)));
        Assert.Equal(export, await _hub.Admin.TextAsync("/api/customers/export"));
    }

    [Fact]
    public async Task The_fields_that_the_settings_define_are_columns()
    {
        await _hub.Admin.PutAsync("/api/settings", new
        {
            classifications = new[] { new { key = "tier", label = "Tier", values = new[] { "gold", "silver" } } },
            customFields = new[] { new { key = "size", label = "Size", type = "number" }, new { key = "vip", label = "VIP", type = "boolean" } },
        });
        var job = await _hub.Admin.ImportAsync("ref,name,classifications.tier,customFields.size,customFields.vip\nC-1,A,gold,12.5,true\nC-2,B,tin,many,\n");
        Assert.Equal("1/0/0/1", Csv.CountsOf(job));
        var export = await _hub.Admin.TextAsync("/api/customers/export");
        Assert.Contains(",gold,12.5,true", export, StringComparison.Ordinal);
        Assert.Equal("0/0/1/0", Csv.CountsOf(await _hub.Admin.ImportAsync(export)));
    }

    [Fact]
    public async Task A_customer_of_a_store_is_known_by_its_id_there()
    {
        var store = (await _hub.Admin.PostAsync("/api/stores", new { kind = "shopify", name = "Shop", url = "http://127.0.0.1:1/", credentials = new { accessToken = "t" }, webhookSecrets = new[] { "import-secret-0123" } })).Text("id");
        Assert.Equal("1/0/0/2", Csv.CountsOf(await _hub.Admin.ImportAsync($"storeId,externalId,name\n{store},77,Linked\n{store},,Half\nsto_none,1,None\n")));
        Assert.Equal("Linked", Assert.Single(await _hub.Admin.AllAsync($"/api/customers?storeId={store}&externalId=77")).Text("name"));
        Assert.Equal("0/1/0/0", Csv.CountsOf(await _hub.Admin.ImportAsync($"storeId,externalId,name\n{store},77,Renamed\n")));
        Assert.Equal("0/0/1/0", Csv.CountsOf(await _hub.Admin.ImportAsync($"storeId,externalId,name\n{store},77,Renamed\n")));
    }

    [Fact]
    public async Task Contacts_go_to_the_customers_they_name()
    {
        var customer = (await _hub.Admin.CreateCustomerAsync(new { name = "Firm", @ref = "F-1" })).Text("id");
        const string file = "customerRef,firstName,email,roles,isPrimary\nF-1,Ann,ann@firm.example,billing|buying,\nF-1,Bob,,,true\nNONE,Eve,,,\nF-1,,,,\n";
        var dry = await _hub.Admin.ImportAsync(file, "contacts?dryRun=true");
        Assert.Empty(await ContactsAsync(customer));
        var job = await _hub.Admin.ImportAsync(file, "contacts");
        Assert.Equal("2/0/0/2", Csv.CountsOf(job));
        Assert.Equal(["4: customerRef is no customer's ref", "5: firstName or lastName is required"], Csv.ErrorsOf(job));
        Assert.Equal((Csv.CountsOf(dry), Csv.ErrorsOf(dry).Count()), (Csv.CountsOf(job), 2));
        Assert.Equal("0/0/2/2", Csv.CountsOf(await _hub.Admin.ImportAsync(file, "contacts")));
        Assert.Equal("0/1/0/0", Csv.CountsOf(await _hub.Admin.ImportAsync("customerRef,firstName,email\nF-1,Anna,ANN@firm.example\n", "contacts")));
        Assert.Equal(["Anna False", "Bob True"], (await ContactsAsync(customer)).Select(c => $"{c.Text("firstName")} {c.GetProperty("isPrimary")}").Order());
    }

    [Theory]
    [InlineData("customers", "name,colour,name\nA,red,B\n", "400 validation-failed")]
    [InlineData("customers", "ref\nA\n", "400 validation-failed")]
    [InlineData("customers", "", "400 validation-failed")]
    [InlineData("contacts", "customerRef,email\nA,b@c.example\n", "400 validation-failed")]
    [InlineData("customers?dryRun=maybe", "name\nA\n", "400 validation-failed")]
    public async Task A_file_that_cannot_be_rows_is_refused(string path, string file, string outcome) =>
        Assert.Equal(outcome, await _hub.Admin.OutcomeAsync(HttpMethod.Post, "/api/imports/" + path, Csv.File(file)));

    [Fact]
    public async Task Every_fault_of_the_header_is_named()
    {
        using var answer = await _hub.Admin.TryAsync(HttpMethod.Post, "/api/imports/customers", Csv.File("colour,ref,size,ref\n"));
        Assert.Equal(["colour", "name", "ref", "size"], (await answer.JsonAsync()).GetProperty("errors").EnumerateObject().Select(e => e.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Other_encodings_and_other_callers_are_refused()
    {
        Assert.Equal("400 not-utf8", await _hub.Admin.OutcomeAsync(HttpMethod.Post, "/api/imports/customers", Csv.File(Encoding.Latin1.GetBytes("name\nBöhm\n"))));
        Assert.Equal("415 unsupported-media-type", await _hub.Admin.OutcomeAsync(HttpMethod.Post, "/api/imports/customers", new { name = "x" }));
        using var partner = await _hub.DriverAsync("partner");
        Assert.Equal("403 forbidden", await partner.OutcomeAsync(HttpMethod.Post, "/api/imports/customers", Csv.File("name\nA\n")));
        Assert.StartsWith("\uFEFFref,name,", await partner.TextAsync("/api/customers/export"), StringComparison.Ordinal);
        Assert.Empty(await NamesAsync());
    }

    [Fact]
    public async Task The_template_is_a_file_that_can_be_imported()
    {
        foreach (var kind in new[] { "customers", "contacts" })
            Assert.Equal("0/0/0/0", Csv.CountsOf(await _hub.Admin.ImportAsync(await _hub.Admin.TextAsync("/api/imports/" + kind), kind)));
    }

    [Fact]
    public async Task The_same_request_twice_is_one_job_and_another_file_is_refused()
    {
        (string, string) key = ("Idempotency-Key", "import-once");
        using var first = await _hub.Admin.TryAsync(HttpMethod.Post, "/api/imports/customers", Csv.File("name\nA\n"), key);
        using var again = await _hub.Admin.TryAsync(HttpMethod.Post, "/api/imports/customers", Csv.File("name\nA\n"), key);
        Assert.Equal((await first.JsonAsync()).Text("id"), (await again.JsonAsync()).Text("id"));
        Assert.Equal("422 idempotency-key-reused", await _hub.Admin.OutcomeAsync(HttpMethod.Post, "/api/imports/customers", Csv.File("name\nB\n"), key));
        await _hub.Admin.EndOfJobAsync((await first.JsonAsync()).Text("id"));
        Assert.Equal(["A"], await NamesAsync());
    }

    private async Task<IEnumerable<string>> NamesAsync() => (await _hub.Admin.AllAsync("/api/customers")).Select(c => c.Text("name")).Order(StringComparer.Ordinal);

    private Task<List<JsonElement>> ContactsAsync(string customer) => _hub.Admin.AllAsync($"/api/customers/{customer}/contacts");
}

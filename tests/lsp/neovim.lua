-- Opens a file with an error, waits for it to be found, asks, mends it, and writes down what came of it.
local result = {}

local function finish(error)
  result.error = error
  local file = assert(io.open('result.json', 'w'))
  file:write(vim.fn.json_encode(result))
  file:close()
  vim.cmd('qall!')
end

local function wait(what, condition)
  if not vim.wait(60000, condition, 50) then
    error('waited in vain for ' .. what)
  end
end

local function run()
  vim.cmd('edit isms/new.yaml')
  local buffer = vim.api.nvim_get_current_buf()
  local client = vim.lsp.start_client({
    name = 'isms',
    cmd = { vim.env.ISMS, '--as-of', '2026-11-20', 'lsp' },
    root_dir = vim.fn.getcwd(),
  })
  vim.lsp.buf_attach_client(buffer, client)

  local function found(code)
    for _, one in ipairs(vim.diagnostic.get(buffer)) do
      if one.code == code or (one.user_data and one.user_data.lsp.code == code) then
        return one
      end
    end
  end

  wait('a finding', function() return found('invalid-value') end)
  local one = found('invalid-value')
  result.found = { code = 'invalid-value', line = one.lnum, column = one.col }

  local function ask(method, params)
    local answers, why = vim.lsp.buf_request_sync(buffer, method, params, 60000)
    assert(answers, why)
    for _, answer in pairs(answers) do
      assert(answer.error == nil, vim.inspect(answer.error))
      return answer.result
    end
  end

  local function at(line, character)
    return {
      textDocument = vim.lsp.util.make_text_document_params(buffer),
      position = { line = line, character = character },
    }
  end

  result.hover = ask('textDocument/hover', at(4, 8)).contents.value

  -- A line that is being typed and does not parse.
  vim.api.nvim_buf_set_lines(buffer, 4, 5, false, { 'owner: ' })
  local proposed = ask('textDocument/completion', at(4, 7))
  result.proposed = vim.tbl_map(function(item) return item.label end, proposed)
  vim.api.nvim_buf_set_lines(buffer, 4, 5, false, { 'owner: jane' })

  local params = at(3, 6)
  params.range = { start = params.position, ['end'] = params.position }
  params.context = { diagnostics = {} }
  local actions = ask('textDocument/codeAction', params)
  local encoding = vim.lsp.get_client_by_id(client).offset_encoding
  vim.lsp.util.apply_workspace_edit(actions[1].edit, encoding)
  result.mended = vim.api.nvim_buf_get_lines(buffer, 3, 4, false)[1]
  wait('the finding to go', function() return not found('invalid-value') end)
  result.left = found('invalid-value') and 1 or 0
end

local ok, why = xpcall(run, debug.traceback)
finish(not ok and why or nil)
